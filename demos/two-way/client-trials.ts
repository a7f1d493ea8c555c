import { draw } from './client-draw.ts';
import { settle, type Trial } from './client-trial.ts';
import { write } from './client-write.ts';

// #region picture
/** The same picture over both: in letters, and as it is. */
export async function tryPicture(trial: Trial, side: string) {
  const { url, query, ways, wire, cell } = trial;
  await settle(trial);
  wire.begin();
  const both = [ways.two.picture(), ways.one.picture()];
  const address = `${url}picture?${query}&side=${side}`;
  await fetch(address, { method: 'POST' });
  const [two, one] = await Promise.all(both);
  await settle(trial);
  const carried = { two: 'events', one: 'ws' };
  for (const [way, bytes] of [
    ['two', two!],
    ['one', one!],
  ] as const) {
    const count = wire.messages(carried[way]);
    write(cell(way, 'bytes'), count, 0);
    write(cell(way, 'ratio'), count / bytes.length, 2);
    await draw(cell(way, 'picture'), bytes);
  }
  return two!.length;
}
// #endregion picture

/** Says something twenty times, each time when it has come back. */
export async function tryBothWays(trial: Trial): Promise<void> {
  const { ways, wire, cell } = trial;
  for (const [way, up] of [
    ['two', 'say'],
    ['one', 'ws'],
  ] as const) {
    await settle(trial);
    wire.begin();
    const times: number[] = [];
    for (let n = 0; n < 20; n++) {
      const said = performance.now();
      await ways[way].say('x'.repeat(20));
      times.push(performance.now() - said);
    }
    await settle(trial);
    times.sort((a, b) => a - b);
    write(cell(way, 'time'), times[10]!, 1);
    write(cell(way, 'up'), wire.bytes(up, 'browser') / 20, 0);
    const back = way === 'two' ? wire.bytes('say', 'server') : 0;
    const news = wire.bytes(way === 'two' ? 'events' : 'ws', 'server');
    write(cell(way, 'down'), (back + news) / 20, 0);
  }
  write(
    cell('two', 'connections'),
    wire.connections('events', 'say'),
    0,
  );
  write(cell('one', 'connections'), wire.connections('ws'), 0);
}
