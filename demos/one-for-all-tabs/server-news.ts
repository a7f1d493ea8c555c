export type Entry = { id: number; type: string; data: string };
type Tell = (entry: Entry) => void;

const readers = new Set<Tell>();
let timer: NodeJS.Timeout | undefined;
let alone = 0;

// #region publish
/** Two kinds of news, one count: the number is the event's id. */
const ring: Entry[] = [];
let id = 0;
function publish(): void {
  id += 1;
  const entry = id % 3 > 0 ? clock(id) : memory(id);
  ring.push(entry);
  if (ring.length > 300) ring.shift();
  for (const tell of readers) tell(entry);
}
// #endregion publish

function clock(id: number): Entry {
  return { id, type: 'clock', data: new Date().toISOString() };
}

function memory(id: number): Entry {
  const megabytes = process.memoryUsage.rss() / 1e6;
  return { id, type: 'memory', data: `${megabytes.toFixed(1)} MB` };
}

// #region since
/** What came after that number; without one, the latest. */
export function since(after: number | undefined): Entry[] {
  if (after === undefined) return ring.slice(-1);
  return ring.filter((entry) => entry.id > after);
}
// #endregion since

export const newest = (): number => id;

/** Tells a reader what comes, from now on. */
export function subscribe(tell: Tell): () => void {
  readers.add(tell);
  alone = 0;
  if (!timer) {
    publish();
    timer = setInterval(tick, 1000).unref();
  }
  return () => void readers.delete(tell);
}

/** Goes on for a minute without readers: one may be coming back. */
function tick(): void {
  alone = readers.size > 0 ? 0 : alone + 1;
  if (alone < 60) return publish();
  clearInterval(timer);
  timer = undefined;
}
