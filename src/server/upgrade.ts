// A request to become a WebSocket: what the host checks before a demo's `upgrade` half has it.
// https://www.rfc-editor.org/rfc/rfc6455#section-4.2
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from './connection.ts';
import { answering, fail, type UpgradeHandler } from './contain-demo.ts';
import { prepareSocket } from './demo-socket.ts';
import type { Demos } from './demos.ts';
import type { LabOptions } from './lab.ts';
import type { OpenStreams } from './open-streams.ts';
import { inRoomOf, splitRun, splitSlug, tapOf, type SharedPath } from './run-path.ts';

export type Upgrade = {
  req: IncomingMessage;
  socket: Duplex;
  /** What came behind the request already. */
  head: Buffer;
  /** See `answerUpgrade`. */
  res: ServerResponse;
  connection: Connection;
};

type Options = Pick<LabOptions, 'demos' | 'only' | 'guard' | 'caps' | 'taps' | 'faults' | 'shared'>;

/** Whether a request asks for a WebSocket. Whatever else it would become is ignored: RFC 9110 7.8 allows it. */
export function asksForWebSocket({ httpVersion, headers }: IncomingMessage): boolean {
  return httpVersion === '1.1' && headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * The response to a request to become a WebSocket. Refusals are written to it; where the demo answers
 * with 101 it stays without a word, and closes with the socket.
 */
export function answerUpgrade(req: IncomingMessage, socket: Duplex): ServerResponse {
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  res.setHeader('X-Content-Type-Options', 'nosniff');
  // Node's types want a socket; any Duplex will do, as it does for its server.
  res.assignSocket(socket as never);
  return res;
}

/** Hands a request to become a WebSocket to its demo, or refuses it with a status and a sentence. */
export async function upgrade(
  { req, socket, head, res, connection }: Upgrade,
  options: Options,
  open: OpenStreams,
): Promise<void> {
  const { guard, caps, taps, faults, shared } = options;
  if (!guard.admit(req, res)) return;
  if (!guard.isOwnPage(req)) return refuse(res, 403, 'Only pages of the course may connect here.');
  if (!admitHandshake(req, res)) return;
  if (!caps.admit(connection.address, res)) return;
  const target = findTarget(req, options);
  if (!target) return refuse(res, 404, 'The lab’s demos are listed at /.');
  const { slug, rest, run, inRoom } = target;
  const half = await load(slug, options.demos, res);
  // Who leaves while it loads must not be served: the socket's `close` comes only once.
  if (!half || socket.destroyed) return;
  const demoSocket = prepareSocket(slug, socket, res);
  const stream = { connection, streamId: 0, res, end: () => demoSocket.end('fault') };
  if (run && taps.open(tapOf(run), connection.address) && faults.meet(run, stream, true)) return;
  open.add(slug, res, demoSocket.end);
  if (inRoom && shared?.joinSocket(inRoom, req, socket, head)) return;
  req.url = rest;
  demoSocket.run(() => half(req, socket, head));
}

type Target = {
  slug: string;
  rest: string;
  run: string | undefined;
  /** For a WebSocket of a class. */
  inRoom: SharedPath | undefined;
};

function findTarget(req: IncomingMessage, { demos, only }: Options): Target | undefined {
  const target = splitRun(req.url ?? '/');
  if (!target) return undefined;
  const { slug, rest } = splitSlug(target.path, only);
  const isPath = rest !== undefined && !rest.startsWith('//');
  if (!isPath || !demos.has(slug)) return undefined;
  return { slug, rest, run: target.run, inRoom: inRoomOf(target) };
}

/** Loads a demo's half. What it has not is 404, as RFC 6455 4.2.2 has it for a service that is not there. */
async function load(
  slug: string,
  demos: Demos,
  res: ServerResponse,
): Promise<UpgradeHandler | undefined> {
  try {
    const half = await demos.loadUpgrade(slug);
    const sentence = `The demo "${slug}" has no WebSocket half: its server.ts exports no upgrade.`;
    if (!half) refuse(res, 404, sentence);
    return half;
  } catch (error) {
    fail(answering(slug, res), error);
    return undefined;
  }
}

const sentences = {
  405: 'A WebSocket begins with GET.',
  426: 'The WebSocket protocol has one version here: 13. Send Sec-WebSocket-Version: 13.',
  400: 'Sec-WebSocket-Key must be 16 bytes in base64.',
};

/** RFC 6455 4.2.1, without what made this a request to become a WebSocket. */
function admitHandshake(req: IncomingMessage, res: ServerResponse): boolean {
  const status = faultOf(req);
  if (!status) return true;
  if (status === 405) res.setHeader('Allow', 'GET');
  if (status === 426) {
    // RFC 9110 15.5.22 and RFC 6455 4.2.2 each want one of them.
    res.setHeader('Upgrade', 'websocket');
    res.setHeader('Sec-WebSocket-Version', '13');
  }
  refuse(res, status, sentences[status]);
  return false;
}

function faultOf({ method, headers }: IncomingMessage): keyof typeof sentences | undefined {
  if (method !== 'GET') return 405;
  if (headers['sec-websocket-version'] !== '13') return 426;
  return /^[+/\dA-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '') ? undefined : 400;
}

function refuse(res: ServerResponse, status: number, sentence: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end(`${sentence}\n`);
}
