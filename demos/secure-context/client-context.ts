/** Shows whether this page is a secure context, and what it has. */
export function showContext(
  view: HTMLElement,
  urls: { http1: string; http2: string },
): void {
  const verdict = view.querySelector<HTMLElement>('[data-verdict]')!;
  const { secure, insecure } = verdict.dataset;
  const word = isSecureContext ? `✓ ${secure}` : `✗ ${insecure}`;
  verdict.textContent = `${location.origin}: ${word}`;

  // #region missing
  const has: Record<string, boolean> = {
    'navigator.locks': 'locks' in navigator,
    'navigator.clipboard': 'clipboard' in navigator,
    'navigator.serviceWorker': 'serviceWorker' in navigator,
    'crypto.subtle': 'subtle' in crypto,
    caches: 'caches' in self,
    EventSource: 'EventSource' in self,
  };
  // #endregion missing
  const list = view.querySelector('[data-has]')!;
  list.replaceChildren(
    ...Object.entries(has).map(([name, isThere]) => {
      const item = document.createElement('li');
      item.textContent = `${isThere ? '✓' : '✗'} ${name}`;
      return item;
    }),
  );

  // The same demo by itself, at other addresses of its own.
  const pages = view.querySelectorAll<HTMLAnchorElement>('a[data-at]');
  for (const link of pages) {
    const at = link.dataset['at'] as keyof typeof urls;
    link.href = urls[at].replace(/\/@[^/]+/, '');
    link.textContent = link.origin;
  }
}
