import type { ServerResponse } from 'node:http';
import { numbers } from './server-tally.ts';

/** Sends the numbers at once, and again whenever they change. */
export function count(res: ServerResponse): void {
  const { wasted: before } = numbers();
  let last = '';
  const tell = (): void => {
    const { wasted, ...now } = numbers();
    const data = JSON.stringify({ ...now, wasted: wasted - before });
    if (data !== last) res.write(`data: ${data}\n\n`);
    last = data;
  };
  tell();
  const timer = setInterval(tell, 500);
  res.on('close', () => clearInterval(timer));
}
