// A process with the stream engine: `/news` is its stream, a POST there publishes. What its events
// are kept in comes from the environment: REDIS_URL, or SQLITE, a file's path, or nothing.
import { createServer } from 'node:http';
import { createEngine } from '../../src/sse/engine.ts';
import type { EventLog } from '../../src/sse/event-log/event-log.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import { createRedisLog } from '../../src/sse/event-log/redis-log.ts';
import { createSqliteLog } from '../../src/sse/event-log/sqlite-log.ts';
import { createOperator, createStop } from '../../src/sse/operate.ts';

const { PORT, REDIS_URL, SQLITE } = process.env;

async function openLog(): Promise<EventLog> {
  if (REDIS_URL) return await createRedisLog({ url: REDIS_URL });
  return SQLITE ? createSqliteLog({ path: SQLITE }) : createMemoryLog();
}

const log = await openLog();
const engine = createEngine({ log, limits: { perAddress: 1000, burst: 1000 } });
const channel = await engine.channel('news');
const operator = createOperator(engine);
const server = createServer((req, res) => {
  if (operator(req, res)) return;
  if (req.method !== 'POST') return engine.serve(channel, req, res);
  let data = '';
  req.setEncoding('utf8').on('data', (text: string) => (data += text));
  req.on('end', () => {
    channel.publish({ data }).then(
      (id) => res.end(id),
      (error: Error) => res.writeHead(503).end(error.message),
    );
  });
});
const stop = createStop(server, engine);
process.on('SIGTERM', () => {
  void stop({ spread: 200, deadline: 2000 })
    .then(() => log.close())
    .then(() => process.exit(0));
});
server.listen(Number(PORT), '127.0.0.1', () => console.log('listening'));
