// The same event for all servers: a JSON object of so many bytes that says when it was published,
// and ends with a mark, so that a reader counts events by looking for one byte.

/** Neither in a head, nor in an ID, nor in the length of a WebSocket frame of these sizes. */
export const mark = '^'.charCodeAt(0);

/** Microseconds, in digits. */
const stampLength = 16;

export type Payload = { room: string; user: string; text: string; at: string };

/** @param size of its JSON, in bytes */
export function createPayload(size: number): Payload {
  const payload = { room: 'bench', user: 'somebody', text: '', at: stamp() };
  const text = 'x'.repeat(Math.max(0, size - JSON.stringify(payload).length));
  return { ...payload, text };
}

function stamp(): string {
  return `${String(microseconds()).padStart(stampLength, '0')}^`;
}

/** The system's monotonic clock: both processes read the same one. */
export function microseconds(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** @returns when the event was published whose mark is there; undefined if a read began in between */
export function stampBefore(bytes: Buffer, markAt: number): number | undefined {
  if (markAt < stampLength) return undefined;
  return Number(bytes.latin1Slice(markAt - stampLength, markAt));
}
