// All readers, in one process. They count events and understand nothing else, so that the server
// is what is measured; a mark in the event's data is looked for, and no line is parsed.
import { connect, type Socket } from 'node:net';
import { openStreams } from './client-http2.ts';
import { mark, microseconds, stampBefore } from './payload.ts';
import { answerParent, usage, type Asking, type ClientAnswers } from './questions.ts';
import { percentile } from './statistics.ts';

/** So many connections are being made at any moment. */
const atOnce = 128;

/** One for all: it is read before the next socket fills it. */
const shared = Buffer.allocUnsafe(256 * 1024);

let arrived = 0;
let due: { atLeast: number; resolve: (arrived: number) => void } | undefined;
let latencies: number[] | undefined;

function count(bytes: Buffer): void {
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) {
    arrived += 1;
    if (latencies) note(latencies, stampBefore(bytes, at));
  }
  if (!due || arrived < due.atLeast) return;
  due.resolve(arrived);
  due = undefined;
}

function note(into: number[], publishedAt: number | undefined): void {
  if (publishedAt !== undefined) into.push(microseconds() - publishedAt);
}

const plain = 'GET /events HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n';
const upgrade =
  'GET /events HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

/** Resolves with the first bytes of the answer: the server knows of this reader now. */
function openOne(port: number, request: string, stall: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({
      ...{ port, host: '127.0.0.1', noDelay: true },
      onread: {
        buffer: shared,
        callback(length) {
          count(shared.subarray(0, length));
          resolve();
          // False: it reads no more. What comes fills the buffers of the system.
          return !stall;
        },
      },
    });
    socket.write(request);
    socket.on('error', reject);
    // A reader that stalls may be cut; one that reads may not.
    if (!stall) socket.on('close', () => lose());
  });
}

function lose(): never {
  console.error('The server has closed a connection that was read. Nothing can be said of it.');
  process.exit(1);
}

async function open({ port, count: readers, asking, stall = false }: Question): Promise<void> {
  if (asking === 'http2') return openStreams(port, readers, count, lose);
  const request = asking === 'websocket' ? upgrade : plain;
  let left = readers;
  async function openSome(): Promise<void> {
    while (left-- > 0) await openOne(port, request, stall);
  }
  await Promise.all(Array.from({ length: atOnce }, openSome));
}

type Question = { port: number; count: number; asking: Asking; stall?: boolean };

answerParent({
  open,
  arrived: (atLeast: number) =>
    arrived >= atLeast ? arrived : new Promise<number>((resolve) => (due = { atLeast, resolve })),
  usage,
  sample: () => void (latencies = []),
  latency: () => percentile(latencies ?? [], 99),
} satisfies { [K in keyof ClientAnswers]: unknown });
