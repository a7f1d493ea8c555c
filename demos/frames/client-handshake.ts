const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

// #region accept
/** What a server answers to a key: RFC 6455 4.2.2. */
async function acceptOf(key: string): Promise<string> {
  const bytes = new TextEncoder().encode(key + guid);
  const digest = await crypto.subtle.digest('SHA-1', bytes);
  const hash = new Uint8Array(digest);
  return btoa(String.fromCharCode(...hash));
}
// #endregion accept

const fieldIn = (head: string, name: string): string | undefined =>
  new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1];

/** Shows what matters of a handshake's two heads. */
export async function showHead(
  view: HTMLElement,
  from: 'browser' | 'server',
  head: string,
): Promise<void> {
  const show = (fact: string, text = '–'): void => {
    view.querySelector(`[data-fact=${fact}]`)!.textContent = text;
  };
  if (from === 'browser') {
    const key = fieldIn(head, 'sec-websocket-key') ?? '';
    show('key', key);
    show('offers', fieldIn(head, 'sec-websocket-extensions'));
    // Only in a secure context can a page compute it.
    show('computed', 'subtle' in crypto ? await acceptOf(key) : '–');
    return;
  }
  show('status', head.split('\r\n', 1)[0]);
  show('accept', fieldIn(head, 'sec-websocket-accept'));
  show('protocol', fieldIn(head, 'sec-websocket-protocol'));
  show('extensions', fieldIn(head, 'sec-websocket-extensions'));
}
