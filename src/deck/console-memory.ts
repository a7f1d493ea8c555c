// What a console remembers, so that closing and reopening it loses neither projector nor time: in
// the tab for a reload, in the browser for a new tab.
import { newSession, takeRole } from './session.ts';
import { recall, remember } from './storage.ts';
import type { TimerState } from './timer.ts';

export type Memory = { session: string; timer: TimerState; saved: number };

/** A talk older than this is another talk, in milliseconds. */
const oneTalk = 6 * 3_600_000;

/** Takes up the talk that this tab, or a console closed before, has begun; otherwise a new one. */
export async function takeUpTalk(deck: string, now = Date.now()): Promise<Memory> {
  for (const storage of ['sessionStorage', 'localStorage'] as const) {
    const memory = parse(recall(storage, place(deck)));
    if (memory && now - memory.saved < oneTalk && (await takeRole(memory.session, 'console')))
      return memory;
  }
  const session = newSession();
  await takeRole(session, 'console');
  return { session, timer: { elapsed: 0 }, saved: now };
}

export function saveTalk(deck: string, session: string, timer: TimerState): void {
  const memory: Memory = { session, timer, saved: Date.now() };
  for (const storage of ['sessionStorage', 'localStorage'] as const)
    remember(storage, place(deck), JSON.stringify(memory));
}

function place(deck: string): string {
  return `olr-console:${deck}`;
}

function parse(text: string | null): Memory | undefined {
  try {
    const memory = JSON.parse(text ?? 'null') as Memory | null;
    return memory?.session && memory.timer ? memory : undefined;
  } catch {
    return undefined;
  }
}
