// better-sse as its guide to channels shows it.
import { createServer } from 'node:http';
import { createChannel, createSession } from 'better-sse';
import { serve } from './serve.ts';

const channel = createChannel();
const server = createServer((req, res) => {
  void createSession(req, res).then((session) => channel.register(session));
});
await serve(server, (payload) => void channel.broadcast(payload));
