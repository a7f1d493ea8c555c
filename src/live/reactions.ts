// Reactions: taps are gathered, because a hand claps faster than a request travels.
import { reactionKinds, type Reaction } from '../classroom/room-view.ts';
import { fill } from '../i18n/fill.ts';
import { act } from './act.ts';
import type { LiveWords } from './words.ts';

/** Milliseconds in which taps become one request. */
const gathering = 300;
/** Most reactions in one request; the server takes no more. */
const most = 10;

type Counts = Partial<Record<Reaction, number>>;

export function createReactions(bar: HTMLElement, code: string, words: LiveWords) {
  const buttonOf = (kind: Reaction) => bar.querySelector<HTMLElement>(`[data-react=${kind}]`)!;
  let counts: Counts = {};
  let taps = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tap(kind: Reaction): void {
    if (taps >= most) return;
    taps += 1;
    counts[kind] = (counts[kind] ?? 0) + 1;
    timer ??= setTimeout(send, gathering);
  }
  function send(): void {
    void act(`${code}/react`, { counts });
    counts = {};
    taps = 0;
    timer = undefined;
  }
  function show(totals: Record<Reaction, number>): void {
    for (const kind of reactionKinds) {
      const count = totals[kind];
      const button = buttonOf(kind);
      button.ariaLabel = fill(words.reacted, { name: words[kind], count });
      button.title = words[kind];
      button.querySelector('[data-number]')!.textContent = count > 0 ? String(count) : '';
    }
  }

  for (const kind of reactionKinds) buttonOf(kind).onclick = () => tap(kind);
  show({ clap: 0, heart: 0, laugh: 0, puzzled: 0 });
  return { show };
}
