// How a class joins: the code, the address, and both as a QR code; and how a phone becomes the remote.
import { fill } from '../../i18n/fill.ts';
import { act } from '../act.ts';
import { sentenceFor, type DeskWords, type Parts } from './parts.ts';
import { drawQrCode } from './qr-code.ts';

/** What the server says of where it can be reached. */
export type Shared = { origins: string[]; isLocalOnly: boolean };

export function createSharePanel(part: Parts, words: DeskWords, chapter: string) {
  const choice = part<HTMLSelectElement>('origin');
  const link = part<HTMLAnchorElement>('join-link');
  let code = '';

  function show(): void {
    const url = new URL('/join/', choice.value);
    link.textContent = `${url.host}${url.pathname}`;
    link.href = `${url.href}?code=${code}`;
    part('qr').replaceChildren(drawQrCode(link.href, fill(words.qr, { address: link.href })));
  }

  async function invite(): Promise<void> {
    const answer = await act<{ ticket: string }>(`${code}/invite`);
    part('remote-error').textContent = answer.ok ? '' : sentenceFor(answer.status, words);
    if (!answer.ok) return;
    const { lang } = document.documentElement;
    const url = new URL(`/${lang}/slides/${chapter}/present/`, choice.value);
    url.search = `class=${code}`;
    url.hash = `ticket=${answer.data.ticket}`;
    const open = part<HTMLAnchorElement>('remote-link');
    open.href = url.href;
    part('remote-qr').replaceChildren(drawQrCode(url.href, words.remoteQr));
    part('remote-ready').hidden = false;
  }

  choice.onchange = show;
  part('invite').onclick = () => void invite();

  return {
    show(newCode: string, { origins, isLocalOnly }: Shared): void {
      code = newCode;
      part('code').textContent = code;
      choice.replaceChildren(...origins.map((origin) => new Option(new URL(origin).host, origin)));
      part('origin-choice').hidden = origins.length < 2;
      part('local-only').hidden = !isLocalOnly;
      part('remote-ready').hidden = true;
      show();
    },
  };
}
