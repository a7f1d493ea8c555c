// The readers, as cheap as they can be: they count tildes and understand nothing.
import { connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

export type Ask =
  | {
      do: 'open';
      port: number;
      count: number;
      as: 'http1' | 'http2' | 'websocket';
      stalled: number;
    }
  /** Answered once so many more have come, in all. */
  | { do: 'await'; count: number };

/** Streams of one HTTP/2 connection. */
const streamsEach = 50;
const tilde = '~'.charCodeAt(0);
let heard = 0;
let due = Infinity;
let opened = 0;
let expected = Infinity;

function take(bytes: Buffer): void {
  for (let at = bytes.indexOf(tilde); at >= 0; at = bytes.indexOf(tilde, at + 1)) heard += 1;
  if (heard >= due) answer();
}

function answer(): void {
  due = Infinity;
  process.send!('done');
}

function follow(stream: Readable, isStalled: boolean): void {
  stream.on('error', () => {});
  stream.once('data', () => {
    opened += 1;
    if (isStalled) stream.pause();
    else stream.on('data', take);
    if (opened === expected) process.send!('open');
  });
}

function openHttp1(port: number, fields: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`);
  return socket;
}

const webSocket =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';

async function open({ port, count, as, stalled }: Extract<Ask, { do: 'open' }>): Promise<void> {
  expected = opened + count;
  let session = connectHttp2Lazily(port);
  for (let n = 0; n < count; n++) {
    if (as === 'http2') {
      if (n % streamsEach === 0) session = connectHttp2Lazily(port);
      follow(session().request({ ':path': '/' }), n < stalled);
    } else follow(openHttp1(port, as === 'websocket' ? webSocket : ''), n < stalled);
    // Not all in one moment: a backlog is not what is measured.
    if (n % 200 === 199) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function connectHttp2Lazily(port: number) {
  let session: ReturnType<typeof connectHttp2> | undefined;
  return () => (session ??= connectHttp2(`http://127.0.0.1:${port}`));
}

process.on('message', (ask: Ask) => {
  if (ask.do === 'open') return void open(ask);
  due = ask.count;
  if (heard >= due) answer();
});
process.on('disconnect', () => process.exit());
