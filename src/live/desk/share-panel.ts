// What the room needs to come in: address, code, QR code; and the same for a phone as the remote.
import { act } from '../act.ts';
import { fill } from '../../i18n/fill.ts';
import { part } from '../../deck/console-words.ts';
import { drawQrCode } from './qr-code.ts';
import { refocus } from './refocus.ts';
import { whyNot, type DeskWords } from './words.ts';

type Shared = { origins: string[]; isLocalOnly: boolean };

export function createSharing(code: string, words: DeskWords, say: (sentence: string) => void) {
  const invitation = part('class-invitation') as HTMLDialogElement;
  const remote = part('class-remote') as HTMLDialogElement;
  const choice = part('class-origin') as HTMLSelectElement;

  async function ask(): Promise<Shared | undefined> {
    const answer = await act<Shared>(`${code}/share`);
    if (answer.ok) return answer.data;
    say(whyNot(words, answer.status));
    return undefined;
  }
  /** What the presenter chose stays chosen. */
  function offer({ origins, isLocalOnly }: Shared): void {
    const chosen = origins.includes(choice.value) ? choice.value : origins[0]!;
    choice.replaceChildren(...origins.map((origin) => new Option(withoutScheme(origin), origin)));
    choice.value = chosen;
    part('class-origins').hidden = origins.length < 2;
    for (const note of document.querySelectorAll<HTMLElement>('[data-class-local]'))
      note.hidden = !isLocalOnly;
  }
  function showDoor(): void {
    const address = `${choice.value}/join/`;
    part('class-address').textContent = withoutScheme(address);
    part('class-code').textContent = code;
    showCode(invitation, `${address}?code=${code}`);
  }
  function showCode(dialog: HTMLElement, address: string): void {
    const name = fill(words.qr, { address });
    dialog.querySelector('[data-class-qr]')!.replaceChildren(drawQrCode(address, name));
  }

  async function invite(): Promise<void> {
    const shared = await ask();
    if (!shared) return;
    offer(shared);
    showDoor();
    if (!invitation.open) invitation.showModal();
  }
  async function inviteRemote(): Promise<void> {
    const [shared, ticket] = await Promise.all([ask(), act<{ ticket: string }>(`${code}/invite`)]);
    if (!ticket.ok) say(whyNot(words, ticket.status));
    if (!shared || !ticket.ok) return;
    offer(shared);
    const address = remoteAddress(choice.value, code, ticket.data.ticket);
    const link = part('class-link') as HTMLAnchorElement;
    link.textContent = link.href = address;
    showCode(remote, address);
    remote.showModal();
  }

  choice.onchange = showDoor;
  invitation.onclose = () => refocus(part('class-invite'));
  return { invite, inviteRemote };
}

function remoteAddress(origin: string, code: string, ticket: string): string {
  return `${origin}${location.pathname}?class=${code}#ticket=${ticket}`;
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\//, '');
}
