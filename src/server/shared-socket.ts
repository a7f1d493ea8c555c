// A WebSocket of a demo that a class shares: one connection to the lab, whose frames everybody gets. What
// the presenter's page sends goes on to the demo, what other pages send does not.
import { createHash } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Opening, Source } from './shared-demos.ts';
import { headOf } from './shared-stream.ts';
import { createWebSocketDecoder } from './websocket-decoder.ts';

export type SocketMember = {
  /** Prepared already: what waits for its reader is bounded. */
  socket: Duplex;
  /** What came behind the request already. */
  head: Buffer;
  /** Its `Sec-WebSocket-Key`. */
  key: string;
  /** Whether what it sends reaches the demo. */
  leads: boolean;
};

/**
 * Bytes that are kept for who comes late. A compressed frame needs all that went before it, so nothing is
 * left out: when there is more, who comes late finds a WebSocket of their own.
 */
const mostSent = 1024 * 1024;

/** @param offers `Sec-WebSocket-Protocol` and `Sec-WebSocket-Extensions`, empty for none */
export function openSharedSocket(
  { address, over }: Opening,
  [protocol, extensions]: readonly [protocol: string, extensions: string],
): Source<SocketMember> {
  const members = new Set<SocketMember>();
  let demo: Duplex | undefined;
  /** The answer, from its status line to its empty line, for a key. */
  let headFor: ((key: string) => string) | undefined;
  let sent: Buffer[] = [];
  let size = 0;
  const request = httpRequest(address, {
    agent: false,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString(
        'base64',
      ),
      ...(protocol ? { 'Sec-WebSocket-Protocol': protocol } : {}),
      ...(extensions ? { 'Sec-WebSocket-Extensions': extensions } : {}),
      Origin: new URL(address).origin,
    },
  });
  request.on('upgrade', (response, socket, head) => {
    demo = socket;
    headFor = (key) => formatHead(response, { 'sec-websocket-accept': acceptFor(key) });
    members.forEach(begin);
    socket.on('data', pass);
    socket.once('end', () => members.forEach((one) => one.socket.end()));
    socket.on('error', () => {});
    socket.once('close', end);
    if (head.length > 0) pass(head);
  });
  request.on('response', (response) => {
    headFor = () => formatHead(response, { connection: 'close' });
    members.forEach(begin);
    response.on('data', pass);
    response.on('error', () => {});
    response.once('end', () => members.forEach((one) => one.socket.end()));
    response.once('close', end);
  });
  request.on('error', end);
  request.end();

  function pass(bytes: Buffer): void {
    sent.push(bytes);
    size += bytes.length;
    if (size > mostSent) {
      over();
      sent = [];
    }
    for (const { socket } of members) socket.write(bytes);
  }

  function begin(member: SocketMember): void {
    const { socket, key } = member;
    socket.write(headFor!(key));
    for (const bytes of sent) socket.write(bytes);
    if (demo) listen(member, demo);
  }

  /** Who does not lead is heard in one thing: that they want to close it (RFC 6455 5.5.1). */
  function listen({ socket, head, leads }: SocketMember, demo: Duplex): void {
    const decoder = createWebSocketDecoder({
      from: 'browser',
      onFrame({ opcode }) {
        if (opcode === 'close') socket.end(Buffer.of(0x88, 0));
      },
      keep: 0,
    });
    const hear = (bytes: Buffer) => void (leads ? demo.write(bytes) : decoder.feed(bytes));
    if (head.length > 0) hear(head);
    socket.on('data', hear);
  }

  function end(): void {
    over();
    for (const { socket } of members) socket.destroy();
  }
  function destroy(): void {
    request.destroy();
    demo?.destroy();
  }

  return {
    add(member) {
      const { socket } = member;
      members.add(member);
      socket.on('error', () => {});
      socket.once('end', () => socket.end());
      socket.once('close', () => {
        members.delete(member);
        if (members.size === 0) destroy();
      });
      if (headFor) begin(member);
    },
    destroy,
  };
}

/** The answer to a handshake: RFC 6455 4.2.2. */
function acceptFor(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

function formatHead(response: IncomingMessage, own: Record<string, string>): string {
  const { statusCode = 500, statusMessage = '' } = response;
  const isGranted = statusCode === 101;
  const kept = isGranted
    ? Object.entries(response.headers)
    : Object.entries(headOf(response).headers);
  const fields = { ...Object.fromEntries(kept), ...own } as Record<string, string>;
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...lines, '', ''].join('\r\n');
}
