type Told = {
  refusal?: string;
  tls?: string;
  alpn?: string;
  fingerprint?: string;
  names?: string;
  until?: string;
};

/** Shows what the server hears of handshakes. @returns stop */
export function showHandshakes(view: HTMLElement, url: string) {
  const list = view.querySelector<HTMLElement>('[data-handshakes]')!;
  const fields = view.querySelectorAll<HTMLElement>('[data-shown]');
  const { refused, accepted } = list.dataset;

  // #region report
  const report = new EventSource(`${url}events?over=http1&n=0`);
  report.addEventListener('handshake', (event) => {
    const told = JSON.parse(String(event.data)) as Told;
    const { refusal, tls, alpn } = told;
    add(
      refusal
        ? `✗ ${refused}: ${refusal}`
        : `✓ ${accepted}: ${tls}, ALPN ${alpn}`,
    );
    for (const field of fields) {
      const name = field.dataset['shown'] as keyof Told;
      field.textContent = told[name] ?? '–';
    }
  });
  // #endregion report

  function add(text: string): void {
    const item = document.createElement('li');
    const { lang } = document.documentElement;
    const time = new Date().toLocaleTimeString(lang);
    item.textContent = `${time} ${text}`;
    list.querySelector('[data-none]')?.remove();
    list.prepend(item);
    if (list.children.length > 12) list.lastChild!.remove();
  }

  return () => report.close();
}
