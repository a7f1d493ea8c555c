// A server with nothing else to do. The run asks what it has spent.
import { createServer, type RequestListener } from 'node:http';
import { createByEngine } from './server-engine.ts';
import { createByLoop } from './server-loop.ts';
import { createUse } from './server-use.ts';

/** A way to serve an event stream to many. */
export type Way = {
  answer: RequestListener;
  say: (data: string) => void;
  /** Bytes that wait in the server, for each reader. */
  waiting: () => number[];
  /** Readers that it gave up. */
  cuts: () => number;
};
export type Spent = ReturnType<typeof measure>;

const [name, rate] = process.argv.slice(2);
const isEngine = name === 'engine';
const way = isEngine ? await createByEngine() : createByLoop();
const filling = 'x'.repeat(16 * 1024);
const use = createUse();

/** Every 10 ms what is due: news does not come one by one. */
function begin(): void {
  use.begin();
  const began = performance.now();
  let said = 0;
  setInterval(() => {
    const due = ((performance.now() - began) / 1000) * Number(rate);
    for (; said < due; said += 1) {
      const at = performance.timeOrigin + performance.now();
      way.say(JSON.stringify({ at, filling }));
    }
  }, 10);
}

function measure() {
  const waiting = way.waiting().reduce((sum, one) => sum + one, 0);
  return { waiting, cuts: way.cuts(), ...use.now() };
}

process.on('disconnect', () => process.exit());
process.on('message', (what) => {
  if (what === 'begin') begin();
  else process.send!(measure());
});
const server = createServer(way.answer);
server.listen(0, '127.0.0.1', () => {
  process.send!(server.address());
});
