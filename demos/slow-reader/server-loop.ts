import type { ServerResponse } from 'node:http';
import type { Way } from './server-process.ts';

/** As most examples do it. */
export function createByLoop(): Way {
  const readers = new Set<ServerResponse>();
  let number = 0;
  return {
    answer(_req, res) {
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-cache',
      });
      res.write(':\n');
      readers.add(res);
      res.on('close', () => readers.delete(res));
    },
    // #region loop
    say(data) {
      number += 1;
      for (const res of readers)
        res.write(`id: ${number}\ndata: ${data}\n\n`);
    },
    // #endregion loop
    waiting: () => [...readers].map((res) => res.writableLength),
    cuts: () => 0,
  };
}
