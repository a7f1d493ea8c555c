import { answerButtons } from './client-buttons.ts';
import { createChanges } from './client-changes.ts';
import { followCursor } from './client-cursor.ts';
import { createLane } from './client-lane.ts';
import { send, tellCursor } from './client-send.ts';
import { knowNothing } from './client-known.ts';
import { followBoard } from './client-stream.ts';
import { refusalOf } from './client-sentences.ts';
import type { Say } from './client-words.ts';

/** One reader of the board: events down, requests up. */
export function startReader(at: HTMLElement, url: string, say: Say) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const field = (name: string) =>
    at.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  const known = knowNothing();
  const sender = () => ({ url, reader: known.me, signal });
  const lane = createLane(at, known, say);
  const { draw, reply } = lane;
  const changes = createChanges({
    ...known,
    draw,
    send: (change) => send(change, sender(), field('trouble').value),
    refused: (code, change) => reply(refusalOf(code, change, say)),
  });
  const hands = { ...known, changes, draw, signal };
  const tell = (card: string): void => tellCursor(card, sender());
  answerButtons(at, hands);
  followCursor(at, { ...hands, tell });

  let source = open();
  function open(): EventSource {
    const reader = encodeURIComponent(field('reader').value);
    return followBoard(`${url}events?reader=${reader}`, known, lane);
  }
  function rename(): void {
    source.close();
    source = open();
  }
  field('reader').addEventListener('change', rename, { signal });

  return (): void => {
    stopping.abort();
    source.close();
    lane.stop();
  };
}
