// Whether there is a class with a code, and where it is: the first event of its stream, by `fetch`,
// which unlike EventSource says with what status it was refused.
import type { RoomView } from '../classroom/room-view.ts';
import { createParser } from '../sse/parse.ts';

/** Why somebody cannot join: each has a sentence of its own. */
export type Obstacle = 'none' | 'noServer' | 'full' | 'often';

/** Milliseconds to wait for the first event. */
const patience = 10_000;

export async function lookInto(code: string): Promise<RoomView | Obstacle> {
  const visit = new AbortController();
  const late = setTimeout(() => visit.abort(), patience);
  try {
    const response = await fetch(`/api/live/${code}`, { signal: visit.signal });
    return obstacleOf(response) ?? (await firstView(response)) ?? 'none';
  } catch {
    return 'noServer';
  } finally {
    clearTimeout(late);
    // The page to come opens a stream of its own.
    visit.abort();
  }
}

function obstacleOf({ status, headers }: Response): Obstacle | undefined {
  const type = headers.get('Content-Type') ?? '';
  if (status === 200 && type.startsWith('text/event-stream')) return undefined;
  if (status === 429) return 'often';
  if (status === 503) return 'full';
  // Files alone say 404, too, and mean: no such file.
  return status === 404 && type.startsWith('application/json') ? 'none' : 'noServer';
}

async function firstView({ body }: Response): Promise<RoomView | undefined> {
  let view: RoomView | undefined;
  const parser = createParser({
    onEvent: ({ type, data }) => type === 'room' && (view ??= JSON.parse(data) as RoomView),
  });
  const reader = body!.getReader();
  while (!view) {
    const { value, done } = await reader.read();
    if (done) break;
    parser.feed(value);
  }
  return view?.isOver ? undefined : view;
}
