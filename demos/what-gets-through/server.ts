import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { refuse } from './server-refusal.ts';
import { sendThree } from './server-three.ts';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

const answers: Record<string, Answer> = {
  '/poll': (_req, res) => void res.end('news'),
  '/events': (_req, res) =>
    sendThree(res, 'text/event-stream', (n) => `data: ${n}\n\n`),
  '/stream': (_req, res) =>
    sendThree(res, 'text/plain', (n) => `${n}\n`),
};

export default (req: IncomingMessage, res: ServerResponse): void => {
  const { pathname } = new URL(req.url ?? '/', 'http://demo');
  const answer = answers[pathname];
  const known = Object.keys(answers).join(', ');
  if (!answer) return refuse(res, 404, `There are ${known}, and /ws.`);
  answer(req, res);
};

const limits = { noServer: true, maxPayload: 1024 };
const server = new WebSocketServer(limits);

// #region upgrade
/** A WebSocket that says what it hears, text or bytes. */
export function upgrade(
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  server.handleUpgrade(req, socket, head, (one) => {
    one.on('error', () => {});
    one.on('message', (data, isBinary) =>
      one.send(data, { binary: isBinary }),
    );
  });
}
// #endregion upgrade
