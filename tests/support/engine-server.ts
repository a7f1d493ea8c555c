// The stream engine behind servers on free ports, for tests: `/news` is a channel.
import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { WebSocketServer } from 'ws';
import { isRefusal } from '../../src/sse/admission.ts';
import type { Channel } from '../../src/sse/channel.ts';
import { createEngine, type Engine, type EngineOptions } from '../../src/sse/engine.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import { createOperator, createStop, serverLimits } from '../../src/sse/operate.ts';
import { overWebSocket } from '../../src/sse/receiver.ts';

export type EngineServer = {
  engine: Engine;
  channel: Channel;
  /** HTTP/1.1, and WebSocket at `/ws`. */
  http1: { origin: string; server: Server; stop: ReturnType<typeof createStop> };
  /** HTTP/2 without TLS. */
  http2: { origin: string; server: Server; stop: ReturnType<typeof createStop> };
  close: () => Promise<void>;
};

export async function serveEngine(options: Partial<EngineOptions> = {}): Promise<EngineServer> {
  const log = options.log ?? createMemoryLog();
  const engine = createEngine({ ...options, log });
  const channel = await engine.channel('news');
  const operator = createOperator(engine);
  const answer: RequestListener = (req, res) => {
    if (operator(req, res)) return;
    if (req.url!.split('?')[0] === '/news') engine.serve(channel, req, res);
    else res.writeHead(404).end();
  };
  const one = createServer(serverLimits, answer);
  const two = createHttp2Server(answer as unknown as Parameters<typeof createHttp2Server>[1]);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  one.on('upgrade', (req, socket, head) => {
    sockets.handleUpgrade(req, socket, head, (webSocket) => {
      webSocket.on('error', () => {});
      const { searchParams } = new URL(req.url!, 'http://unused');
      const asker = { address: req.socket.remoteAddress! };
      const last = searchParams.get('lastEventId') ?? '';
      const refusal = engine.welcome(channel, () => overWebSocket(webSocket, socket), asker, last);
      if (refusal && isRefusal(refusal)) webSocket.close(1013, refusal.sentence);
    });
  });
  const http1 = { origin: await listen(one), server: one, stop: createStop(one, engine) };
  const http2 = { origin: await listen(two), server: two, stop: createStop(two, engine) };
  return {
    ...{ engine, channel, http1, http2 },
    async close() {
      await Promise.all([http1, http2].map(({ stop }) => stop({ spread: 0, deadline: 200 })));
      await log.close();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
