/** Shows type, data and last event ID of each event. */
export function start(view: HTMLElement, url: string): () => void {
  const list = view.querySelector('ul')!;

  // #region show
  const show = (event: MessageEvent<string>): void => {
    const { type, data, lastEventId } = event;
    const item = document.createElement('li');
    // JSON shows a line break in the data as \n.
    item.textContent = `type: ${JSON.stringify(type)}
data: ${JSON.stringify(data)}
lastEventId: ${JSON.stringify(lastEventId)}`;
    list.append(item);
    if (list.childElementCount > 50) list.firstChild?.remove();
  };
  // #endregion show

  // #region listen
  const source = new EventSource(url + 'events');
  source.addEventListener('message', show);
  source.addEventListener('tick', show);
  // #endregion listen

  return () => source.close();
}
