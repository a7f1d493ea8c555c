// A deck that a console opened: it finds the session in its address, once, and keeps it for this tab.
import { joinChannel } from './channel.ts';
import type { DeckState, Follow, Lead } from './lead.ts';
import { takeRole } from './session.ts';
import { recall, remember } from './storage.ts';

/** @returns who to tell of moves, or nothing for a deck that nobody presents with. */
export async function joinConsole(
  deck: string,
  state: () => DeckState,
  follow: Follow,
): Promise<Lead | undefined> {
  const place = `olr-projector:${deck}`;
  const url = new URL(location.href);
  const session = url.searchParams.get('session') ?? recall('sessionStorage', place);
  if (!session) return undefined;
  // The address may be shared or bookmarked; the session may not.
  url.searchParams.delete('session');
  history.replaceState(null, '', url);
  if (!(await takeRole(session, 'projector'))) return undefined;
  remember('sessionStorage', place, session);
  return joinChannel(session, 'projector', state, follow);
}
