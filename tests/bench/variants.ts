// The engine and its peers, each as small as it can be: something that listens and something that
// sends a text to everybody.
import { createChannel as createBetterChannel, createSession } from 'better-sse';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer as createNetServer, type Server, type Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { createEngine } from '../../src/sse/engine.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import { toPiece } from '../../src/sse/encode.ts';

export type Variant = { server: Server; publish: (text: string) => void };

async function engine(
  make: (answer: Parameters<typeof createServer>[1]) => Server,
): Promise<Variant> {
  const limits = { total: 1e6, perAddress: 1e6, burst: 1e6 };
  const streams = createEngine({ log: createMemoryLog({ count: 1000 }), limits });
  const channel = await streams.channel('bench');
  return {
    server: make((req, res) => streams.serve(channel, req, res)),
    publish: (data) => void channel.publish({ data }),
  };
}

type Answer = Parameters<typeof createHttp2Server>[1];

export const variants = {
  engine: () => engine((answer) => createServer(answer)),
  'engine-http2': () => engine((answer) => createHttp2Server(answer as unknown as Answer)),

  'better-sse'(): Variant {
    const channel = createBetterChannel();
    const server = createServer((req, res) => {
      void createSession(req, res).then((session) => channel.register(session));
    });
    return { server, publish: (text) => void channel.broadcast({ text }) };
  },

  /** A set of responses, and a text for each: what most tutorials end with. */
  naive(): Variant {
    const readers = new Set<ServerResponse>();
    const server = createServer((_, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n');
      readers.add(res);
      res.on('close', () => readers.delete(res));
    });
    return {
      server,
      publish(text) {
        for (const res of readers) res.write(`data: ${JSON.stringify({ text })}\n\n`);
      },
    };
  },

  'ws-json'(): Variant {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    return {
      server,
      publish(text) {
        for (const socket of sockets.clients) socket.send(JSON.stringify({ text }));
      },
    };
  },

  /** The limit: bytes made once, one write for each socket, and nothing else. */
  'net-loop'(): Variant {
    const sockets = new Set<Socket>();
    const server = createNetServer({ noDelay: true }, (socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n:\n\r\n');
        sockets.add(socket);
      });
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    });
    return {
      server,
      publish(text) {
        const { chunk } = toPiece(`data: ${JSON.stringify({ text })}\n\n`);
        for (const socket of sockets) socket.write(chunk);
      },
    };
  },
} satisfies Record<string, () => Variant | Promise<Variant>>;
export type VariantName = keyof typeof variants;
