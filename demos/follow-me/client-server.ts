import type { Place } from '../../src/classroom/room-view.ts';
import { createLatest } from './client-latest.ts';

export type Server = ReturnType<typeof createServer>;
type Say = (word: 'gone' | 'failed' | '', why?: string) => void;

/** The class's server, for a page with a class of its own. */
export function createServer(url: string, say: Say, named?: string) {
  const name = named ?? Math.random().toString(36).slice(2, 12);
  let streams = 0;

  /** What fails is said, and the demo goes on. */
  async function post(action: string, seat: string, body: object) {
    const query = `class=${name}&seat=${seat}`;
    try {
      const answer = await fetch(`${url}${action}?${query}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (answer.ok) say('');
      else say('failed', await answer.text());
    } catch {
      say('gone');
    }
  }

  return {
    post,
    move: createLatest<Place>((place) => post('move', 'desk', place)),
    /** Each stream has an address of its own. */
    open(seat: string): EventSource {
      const query = `class=${name}&seat=${seat}&stream=${++streams}`;
      return new EventSource(`${url}events?${query}`);
    },
  };
}
