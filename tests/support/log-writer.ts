// A process that publishes numbered events to a file as fast as they are acknowledged, and says
// which were. Somebody kills it.
import { createSqliteLog } from '../../src/sse/event-log/sqlite-log.ts';

const [path, upTo] = process.argv.slice(2);
const log = createSqliteLog({ path: path! });
const channel = await log.open('news');
while (channel.last < Number(upTo)) {
  const next = channel.last + 1;
  // One alone, then three in one turn: both kinds of transaction are in the way of the kill.
  const events = Array.from({ length: next % 2 ? 1 : 3 }, (_, index) => ({
    data: `n${next + index}`,
  }));
  const numbers = await Promise.all(events.map((event) => channel.append([event])));
  process.stdout.write(`${numbers.flat().join('\n')}\n`);
}
await log.close();
