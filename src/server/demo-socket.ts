// The socket that a demo's WebSocket half is given: its failures are contained, what waits for its
// reader is bounded, and the host can end it in good order, which is a close frame of its own.
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { boundQueue } from './bound-queue.ts';
import { contain, type Running } from './contain-demo.ts';
import { createWebSocketDecoder } from './websocket-decoder.ts';

/** Why the host ends a WebSocket. https://www.iana.org/assignments/websocket/websocket.xml#close-code-number */
export const endings = {
  fault: [1000, 'A reader ended it on purpose.'],
  shutdown: [1001, 'The companion is stopping.'],
  failure: [1011, 'The demo failed.'],
  edited: [1012, 'The demo was edited.'],
} as const satisfies Record<string, [code: number, reason: string]>;

export type Ending = keyof typeof endings;

export type DemoSocket = {
  /** Runs the demo's half, and later all that this socket makes it do. */
  run: (half: () => unknown) => void;
  /** Says why in a close frame, if the demo has not, and waits a moment for the other end's. */
  end: (why: Ending) => void;
};

/** Milliseconds that the other end has to answer a close frame. */
const closingTime = 2000;

/**
 * Prepares a socket for a demo.
 * @param res answers in its place until the WebSocket is granted
 */
export function prepareSocket(slug: string, socket: Duplex, res: ServerResponse): DemoSocket {
  const demo: Running = { slug, giveUp: () => end('failure') };
  let isGranted = false;
  let isClosing = false;
  let isOver = false;
  const sent = createWebSocketDecoder({
    from: 'server',
    onFrame: ({ opcode }) => (isClosing ||= opcode === 'close'),
    keep: 0,
  });

  boundQueue(socket);
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = (...args: unknown[]) => {
    // Nothing may follow the host's last word (RFC 6455 5.5.1); the demo learns it from the answer.
    if (isOver) return skip(args);
    follow(args[0]);
    return write(...args);
  };

  function follow(bytes: unknown): void {
    if (!isGranted) isGranted = String(bytes).startsWith('HTTP/1.1 101 ');
    else sent.feed(typeof bytes === 'string' ? Buffer.from(bytes) : (bytes as Buffer));
  }

  function end(why: Ending): void {
    if (socket.destroyed || socket.writableEnded || isOver) return;
    if (!isGranted) refuse(res, why);
    else if (!isClosing) write(closeFrame(why));
    isOver = true;
    // A demo that failed may not read the answer any more.
    if (isGranted && why === 'failure') socket.end();
    const deadline = setTimeout(() => socket.destroy(), closingTime).unref();
    socket.once('close', () => clearTimeout(deadline));
  }

  return {
    end,
    run(half) {
      const emit = socket.emit.bind(socket) as (...args: unknown[]) => boolean;
      // The socket is older than the demo: without this its events would be nobody's.
      socket.emit = (...args: [unknown, ...unknown[]]) => {
        let isHeard = false;
        contain(demo, () => void (isHeard = emit(...args)));
        return isHeard;
      };
      contain(demo, half);
    },
  };
}

function skip(args: unknown[]): boolean {
  const done = args.find((one) => typeof one === 'function') as (() => void) | undefined;
  if (done) process.nextTick(done);
  return true;
}

/** A close frame of a server: opcode 8, no mask. RFC 6455 5.5.1 */
function closeFrame(why: Ending): Buffer {
  const [code, reason] = endings[why];
  const text = Buffer.from(reason);
  return Buffer.concat([Buffer.of(0x88, text.length + 2, code >> 8, code & 0xff), text]);
}

function refuse(res: ServerResponse, why: Ending): void {
  if (res.headersSent) return;
  res.writeHead(why === 'failure' ? 500 : 503, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end(`${endings[why][1]}\n`);
}
