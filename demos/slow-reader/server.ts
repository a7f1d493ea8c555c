import type { IncomingMessage, ServerResponse } from 'node:http';
import { createEngine } from '../../src/sse/engine.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import { readAsked } from './server-asked.ts';
import { run } from './server-run.ts';

const engine = createEngine({
  log: createMemoryLog({ count: 1000 }),
  retry: 1000,
});
const opening = engine.channel('runs');
let isBusy = false;

/** Who listens hears of every run, whoever has begun it. */
export default async (
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> => {
  const url = new URL(req.url ?? '/', 'http://demo');
  const channel = await opening;
  if (url.pathname === '/events')
    return engine.serve(channel, req, res);
  if (`${req.method} ${url.pathname}` !== 'POST /run')
    return answer(res, 404, 'There are GET events and POST run.');
  const asked = readAsked(url.searchParams);
  if (!asked)
    return answer(
      res,
      400,
      'Say way=loop|engine, rate=100|400, slow=1|5.',
    );
  if (isBusy) {
    res.setHeader('Retry-After', '12');
    return answer(res, 503, 'A run is on. Watch it, and try again.');
  }
  isBusy = true;
  answer(res, 202, 'It begins.');
  const tell = (event: string, data: object): void =>
    void channel.publish({ event, data: JSON.stringify(data) });
  try {
    await run(asked, tell);
  } catch (error) {
    tell('failed', { ...asked, why: String(error) });
  } finally {
    isBusy = false;
  }
};

function answer(
  res: ServerResponse,
  status: number,
  why: string,
): void {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
  res.writeHead(status, plain).end(`${why}\n`);
}
