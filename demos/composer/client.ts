/** Shows the unnamed events of the stream at `url`. */
export function start(view: HTMLElement, url: string): () => void {
  const list = view.querySelector('ul')!;
  const source = new EventSource(url + 'events');
  source.addEventListener('message', (event) => {
    const item = document.createElement('li');
    item.textContent = String(event.data);
    list.append(item);
    if (list.childElementCount > 50) list.firstChild?.remove();
  });
  return () => source.close();
}
