type Said = { by: number; n: number };

/** One reader: who serves it, and what it hears. */
export function createLane(
  lane: HTMLElement,
  url: string,
  reader: string,
) {
  const list = lane.querySelector('ul')!;
  const counts = { heard: 0, lost: 0, twice: 0 };
  let source: EventSource | undefined;
  let [last, streams] = [0, 0];

  const show = (name: string, value: unknown): void => {
    lane.querySelector(`[data-is=${name}]`)!.textContent =
      String(value);
  };

  // #region count
  /** All processes count in one row. */
  function count({ lastEventId }: MessageEvent): void {
    const number = Number(lastEventId.split('-')[1]);
    if (last && number <= last) counts.twice += 1;
    else if (last) counts.lost += number - last - 1;
    last = Math.max(last, number);
    counts.heard += 1;
    Object.entries(counts).forEach(([of, n]) => show(of, n));
  }
  // #endregion count

  function tell({ by, n }: Said): void {
    const item = document.createElement('li');
    const words = list.dataset['said']!.replace('{by}', String(by));
    item.textContent = words.replace('{n}', String(n));
    list.append(item);
    if (list.childElementCount > 5) list.firstChild?.remove();
  }

  function open(): void {
    source?.close();
    last = 0;
    const query = `reader=${reader}&stream=${++streams}`;
    source = new EventSource(`${url}events?${query}`);
    const hear = <Data>(type: string, tell: (data: Data) => void) =>
      source!.addEventListener(type, (event: MessageEvent) => {
        count(event);
        tell(JSON.parse(String(event.data)) as Data);
      });
    hear<{ reader: string; by: number }>('served', (served) => {
      if (served.reader === reader) show('by', served.by);
    });
    hear<Said>('said', tell);
    source.onerror = () => show('by', '–');
    source.addEventListener('reset', () => (last = 0));
  }

  list.replaceChildren();
  open();
  return { open, close: () => source?.close() };
}
