// A tap as an event stream. Every reader has a cursor into the ring and no queue of its own: a slow
// one continues where it stopped, and is told what it missed when the ring has moved on.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isTap } from './run-path.ts';
import { sendError } from './send-json.ts';
import type { StreamCaps } from './stream-caps.ts';
import type { WireTap, WireTaps } from './wire-taps.ts';

export type TapStreams = {
  /** Answers a request for `/api/tap/<name>` with the tap's records, those already there first. */
  answer: (req: IncomingMessage, res: ServerResponse, address: string) => void;
  /** Ends every open stream in good order. */
  close: () => void;
};

/** Bytes that may wait for one reader before it has to catch up by itself. */
const mostWaiting = 256 * 1024;

/** Milliseconds between heartbeats: below the idle limits of common proxies. */
const heartbeat = 15_000;

export function createTapStreams(taps: WireTaps, caps: StreamCaps): TapStreams {
  const open = new Set<ServerResponse>();
  // One timer for all. A single line feed: a blank line would end an event.
  const beat = setInterval(() => open.forEach((res) => res.write(':\n')), heartbeat).unref();

  /** The tap that a request names; undefined when it has been refused. */
  function find(req: IncomingMessage, res: ServerResponse, address: string): WireTap | undefined {
    const name = /^\/api\/tap\/([^?]*)/.exec(req.url ?? '')?.[1] ?? '';
    if (!isTap(name)) {
      sendError(res, 404, 'A tap’s name is 12 letters or digits: /api/tap/<name>.');
      return undefined;
    }
    if (!caps.admit(address, res)) return undefined;
    const tap = taps.open(name, address);
    if (!tap) refuse(res);
    return tap;
  }

  return {
    answer(req, res, address) {
      const tap = find(req, res, address);
      if (!tap) return;
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      });
      if (req.method === 'HEAD') return void res.end();
      res.write(': ok\n\n');
      open.add(res);
      const stop = feed(res, tap, lastSeen(req));
      res.on('close', () => {
        open.delete(res);
        stop();
      });
    },
    close() {
      clearInterval(beat);
      for (const res of open) res.end();
    },
  };
}

function refuse(res: ServerResponse): void {
  res.setHeader('Retry-After', '60');
  const remedy = 'Close some of the course’s tabs, or wait a minute.';
  sendError(res, 503, `Too many wire taps are open. ${remedy}`);
}

function feed(res: ServerResponse, tap: WireTap, seen: number): () => void {
  let cursor = seen;

  function more(): void {
    // The companion may be ending its own readers while the last records come in.
    if (res.writableEnded || res.writableLength > mostWaiting) return;
    const { lost, entries } = tap.after(cursor);
    if (lost > 0) res.write(`event: lost\ndata: ${JSON.stringify({ count: lost })}\n\n`);
    for (const { seq, event } of entries) {
      cursor = seq;
      res.write(event);
      if (res.writableLength > mostWaiting) return;
    }
  }

  more();
  res.on('drain', more);
  return tap.follow(more);
}

/** The number after which to go on: what the browser says when it reconnects, or the page in the address. */
function lastSeen(req: IncomingMessage): number {
  const query = new URL(req.url ?? '/', 'http://tap').searchParams.get('after');
  const text = String(req.headers['last-event-id'] ?? query ?? '');
  return /^\d{1,16}$/.test(text) ? Number(text) : 0;
}
