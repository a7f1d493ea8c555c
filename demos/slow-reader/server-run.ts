import type { Asked } from './server-asked.ts';
import { begin } from './server-helper.ts';
import type { Seen } from './server-readers.ts';
import type { Spent } from './server-process.ts';

/** Seconds: the run, and when the slow one stops and goes on. */
const times = { run: 12, stops: 1, goesOn: 8 };
const others = 20;

/**
 * A server and its readers, each a process of its own, so that what
 * is measured of the server is the server's.
 */
export async function run(
  { way, rate, slow }: Asked,
  tell: (event: string, data: object) => void,
): Promise<void> {
  const server = begin('server-process.ts', way, rate);
  try {
    const { port } = (await server.next()) as { port: number };
    const readers = begin('server-readers.ts', port, others, slow);
    try {
      await readers.next();
      tell('began', { way, rate, slow, others, ...times });
      await measure();
    } finally {
      readers.end();
    }

    async function measure(): Promise<void> {
      server.say('begin');
      const began = performance.now();
      const timers = [
        setTimeout(() => readers.say('stop'), times.stops * 1000),
        setTimeout(() => readers.say('go on'), times.goesOn * 1000),
      ];
      for (let t = 0; t < times.run;) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        const spent = (await server.ask('measure')) as Spent;
        const seen = (await readers.ask('measure')) as Seen;
        t = Math.round((performance.now() - began) / 10) / 100;
        tell('sample', { way, t, ...spent, ...seen });
      }
      timers.forEach(clearTimeout);
      tell('done', { way });
    }
  } finally {
    server.end();
  }
}
