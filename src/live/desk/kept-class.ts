// The class that this browser presents, kept for consoles that are loaded again and for those of
// other chapters. Its key is a cookie, which no script reads.
import { readCode } from '../../classroom/code.ts';
import { recall, remember } from '../../deck/storage.ts';

export type Held = {
  code: string;
  /** The number of this browser among the presenter's devices. */
  device: number;
  /** When the class began, or this device came to it. */
  since: number;
  /** The chapters shown so far, in their order. */
  chapters: string[];
};

const place = 'olr-desk';
/** No class is older than that, in milliseconds. */
const longest = 12 * 3_600_000;

export function recallClass(now = Date.now()): Held | undefined {
  try {
    const held = JSON.parse(recall('localStorage', place) ?? 'null') as Held | null;
    return held?.code && now - held.since < longest ? held : undefined;
  } catch {
    return undefined;
  }
}

export function keepClass(held: Held): void {
  remember('localStorage', place, JSON.stringify(held));
}

export function forgetClass(): void {
  remember('localStorage', place, 'null');
}

/** Calls when another tab of this browser begins, joins or forgets a class. */
export function onClassElsewhere(heard: () => void): void {
  addEventListener('storage', ({ key }) => key === place && heard());
}

export type Invitation = { code: string; ticket: string };

/** Takes `?class=…#ticket=…` out of the address: a ticket is good once, and nothing to hand on. */
export function takeInvitation(): Invitation | undefined {
  const url = new URL(location.href);
  const code = readCode(url.searchParams.get('class') ?? '');
  const ticket = /^#ticket=([\w-]+)$/.exec(url.hash)?.[1];
  if (!url.searchParams.has('class')) return undefined;
  url.searchParams.delete('class');
  if (ticket) url.hash = '';
  history.replaceState(history.state, '', url);
  return code && ticket ? { code, ticket } : undefined;
}
