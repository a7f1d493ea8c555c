import { createSpeech } from './client-speech.ts';
import type { State } from './client-server.ts';

export type Ledger = ReturnType<typeof createLedger>;
export type Change = { add: number; sum: number };

const names = ['heard', 'lost', 'twice', 'wrong', 'streams', 'resets'];
type Name = 'heard' | 'lost' | 'twice' | 'wrong' | 'streams' | 'resets';

/** What came, held against the numbers and the server's own sum. */
export function createLedger(view: HTMLElement) {
  const speech = createSpeech(view);
  const counts = Object.fromEntries(names.map((one) => [one, 0]));
  let [last, sum, id] = [0, 0, ''];
  names.forEach((name) => show(name));

  function show(name: string): void {
    const place = view.querySelector(`[data-count="${name}"]`)!;
    place.textContent = String(counts[name]);
  }

  function count(name: Name, by = 1): void {
    counts[name]! += by;
    show(name);
  }

  // #region take
  function take(eventId: string, { add, sum: theirs }: Change): void {
    const number = Number(eventId.split('-')[1]);
    if (number <= last) return count('twice');
    if (number > last + 1) count('lost', number - last - 1);
    count('heard');
    [last, sum, id] = [number, sum + add, eventId];
    if (sum !== theirs) count('wrong');
  }
  // #endregion take

  return {
    take,
    id: () => id,
    last: () => last,
    begin(state: State): void {
      [last, sum, id] = [state.last, state.sum, state.id];
      speech.log('began', { id });
    },
    opened(): void {
      count('streams');
      speech.log('opened', { id });
    },
    left: (s: number) => speech.log('left', { s: String(s), id }),
    reset(reason: string): void {
      count('resets');
      speech.log('reset', { reason, id });
    },
    fail: speech.fail,
    clear: speech.clear,
  };
}
