type Numbers = Record<string, number>;

/** Readers that come and leave, and what the server keeps of them. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const server = view.querySelector('select')!;
  const [come, leave] = view.querySelectorAll('button');
  const here = view.querySelector<HTMLElement>('[data-readers]')!;
  const cells = view.querySelectorAll<HTMLElement>('[data-count]');

  // #region count
  const counter = new EventSource(url + 'events');
  counter.addEventListener('message', (event) => {
    const now = JSON.parse(String(event.data)) as Numbers;
    for (const cell of cells) {
      cell.textContent = String(now[cell.dataset['count']!]);
    }
  });
  // #endregion count

  // #region readers
  let readers: EventSource[] = [];
  let number = 0;
  come!.onclick = () => {
    for (let more = 0; more < 3; more++) {
      const address = `${url}${server.value}?reader=${++number}`;
      readers.push(new EventSource(address));
    }
    show();
  };
  leave!.onclick = () => {
    for (const reader of readers) reader.close();
    readers = [];
    show();
  };
  // #endregion readers

  function show(): void {
    const count = String(readers.length);
    here.textContent = here.dataset['readers']!.replace('{n}', count);
    come!.disabled = readers.length > 0;
    leave!.disabled = readers.length === 0;
  }

  controls.disabled = false;
  show();
  // #region stop
  return () => {
    counter.close();
    for (const reader of readers) reader.close();
    controls.disabled = true;
  };
  // #endregion stop
}
