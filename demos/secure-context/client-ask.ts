/** Asks a lab in both ways. @returns what ends the asking */
export function ask(
  row: HTMLElement,
  url: string,
  query: string,
): () => void {
  const words = row.closest('table')!.dataset;
  const [byFetch, bySource] = row.querySelectorAll('td');
  for (const cell of [byFetch!, bySource!]) cell.textContent = '…';
  const leaving = new AbortController();
  const say = (cell: Element, text: string): void => {
    if (!leaving.signal.aborted) cell.textContent = text;
  };

  // #region fetch
  fetch(`${url}version`, { cache: 'no-store' })
    .then((response) => response.text())
    .then((version) => say(byFetch!, `✓ ${version.trim()}`))
    .catch((error: Error) => say(byFetch!, `✗ ${error.name}`));
  // #endregion fetch

  // #region source
  const source = new EventSource(`${url}events?${query}`);
  source.onopen = () => {
    say(bySource!, '✓ open');
    source.close();
  };
  source.onerror = () => {
    const { readyState } = source;
    const after = readyState === 0 ? words['again'] : words['never'];
    say(bySource!, `✗ error, readyState ${readyState}: ${after}`);
    source.close();
  };
  // #endregion source
  return () => {
    leaving.abort();
    source.close();
  };
}
