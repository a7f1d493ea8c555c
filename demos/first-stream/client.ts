/** Shows each event of the stream at `url` in a list. */
export function start(view: HTMLElement, url: string): () => void {
  const list = view.querySelector('ul')!;
  const show = (text: string): void => {
    const item = document.createElement('li');
    item.textContent = text;
    list.append(item);
    // A stream has no end, but a page has: keep the last 50.
    if (list.childElementCount > 50) list.firstChild?.remove();
  };

  // #region support
  if (!('EventSource' in window)) {
    show(list.dataset['unsupported'] ?? '');
    return () => {};
  }
  // #endregion support

  // #region listen
  const source = new EventSource(url + 'events');
  source.addEventListener('message', (event) => {
    show(String(event.data));
  });
  // #endregion listen

  // #region stop
  return () => source.close();
  // #endregion stop
}
