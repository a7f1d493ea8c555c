import type { ServerResponse } from 'node:http';

const open = new Set<ServerResponse>();
const running = new Set<NodeJS.Timeout>();
const leaked = new Map<NodeJS.Timeout, NodeJS.Timeout>();
let wasted = 0;

export function setInterval(act: () => void, ms: number) {
  const timer = globalThis.setInterval(act, ms);
  running.add(timer);
  return timer;
}

export function clearInterval(timer: NodeJS.Timeout): void {
  globalThis.clearInterval(timer);
  running.delete(timer);
  clearTimeout(leaked.get(timer));
  leaked.delete(timer);
}

/** Lets a stream start, and bounds what outlives it. */
export function follow(
  res: ServerResponse,
  start: (res: ServerResponse) => void,
): void {
  const before = new Set(running);
  open.add(res);
  start(res);
  const started = running.difference(before);
  res.on('close', () => {
    open.delete(res);
    for (const timer of started.intersection(running)) limit(timer);
  });
}

/** A leaked timer ends after a minute; the oldest of 101 at once. */
function limit(timer: NodeJS.Timeout): void {
  const deadline = setTimeout(clearInterval, 60_000, timer).unref();
  leaked.set(timer, deadline);
  const [oldest] = leaked.keys();
  if (oldest && leaked.size > 100) clearInterval(oldest);
}

/** Counts a write that nobody can receive any more. */
export function wrote(res: ServerResponse): void {
  if (!open.has(res)) wasted++;
}

/** `process` is what Node itself says, whoever started them. */
export function numbers() {
  const busy = process.getActiveResourcesInfo();
  return {
    streams: open.size,
    timers: running.size,
    wasted,
    process: busy.filter((name) => name === 'Timeout').length,
  };
}
