import type { Frame } from './client-frame.ts';
import { showHead } from './client-handshake.ts';
import { createLog } from './client-log.ts';
import { showFrame } from './client-show.ts';
import { openSocket } from './client-socket.ts';

type Piece = Omit<Frame, 'webSocket'> & {
  path: string;
  part: string;
  webSocket?: Frame['webSocket'];
};

/** A WebSocket, its handshake, and its frames bit by bit. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const value = (name: string): string =>
    view.querySelector<HTMLSelectElement>(`[name=${name}]`)?.value ??
    '';
  const log = createLog(view.querySelector('.events')!);
  const reader =
    view.dataset['reader'] ?? Math.random().toString(36).slice(2, 12);
  let socket: WebSocket | undefined;

  function open(): void {
    socket?.close();
    const protocol = value('protocol');
    const choice = { protocol, compress: value('compress') };
    socket = openSocket(url, reader, choice, log);
  }

  async function ask(what: string): Promise<void> {
    const query = `reader=${reader}&value=${value(what)}`;
    const method = 'POST';
    const answer = await fetch(`${url}${what}?${query}`, { method });
    if (!answer.ok) log('POST', await answer.text());
  }

  function fromPage(): void {
    socket?.send('x'.repeat(Number(value('send'))));
  }

  view.addEventListener('wire', (event) => {
    const piece = (event as CustomEvent<Piece>).detail;
    const { webSocket, bytes, from, part, path } = piece;
    if (!path.startsWith('ws')) return;
    if (webSocket) return showFrame(view, { from, bytes, webSocket });
    const head = new TextDecoder().decode(bytes);
    if (part === 'head') void showHead(view, from, head);
  });
  const acts: Record<string, () => unknown> = { open, page: fromPage };
  for (const button of view.querySelectorAll('button'))
    button.onclick = () =>
      void (acts[button.value] ?? (() => ask(button.value)))();
  controls.disabled = false;
  open();
  return () => {
    socket?.close();
    controls.disabled = true;
  };
}
