// A phone that becomes the remote: the link that it was opened with has a ticket, good once.
import { readCode } from '../../classroom/code.ts';
import { act } from '../act.ts';
import { rememberClass } from './kept-class.ts';
import { sentenceFor, type DeskWords } from './parts.ts';

/**
 * Uses the ticket in the address, and takes it out of there.
 * @returns true if this device has a place at the desk now; a sentence if not; nothing without a ticket
 */
export async function takeInvitation(words: DeskWords): Promise<true | string | undefined> {
  const url = new URL(location.href);
  const [, ticket] = /^#ticket=([\w-]+)$/.exec(url.hash) ?? [];
  const code = readCode(url.searchParams.get('class') ?? '');
  if (!ticket || !code) return undefined;
  url.hash = '';
  url.searchParams.delete('class');
  history.replaceState(null, '', url);
  const answer = await act<{ device: number }>(`${code}/equip`, { ticket });
  if (!answer.ok)
    return answer.status === 403 ? words.badTicket : sentenceFor(answer.status, words);
  rememberClass({ code, device: answer.data.device });
  return true;
}
