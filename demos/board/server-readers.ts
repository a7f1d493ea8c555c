import type { ServerResponse } from 'node:http';
import { encode, publish, readers } from './server-publish.ts';
import { refuse } from './server-refusals.ts';
import { snapshot } from './server-snapshot.ts';

let leftAt = 0;

/** Opens a stream: the whole board first, then every change. */
export function join(res: ServerResponse, wanted: string | null): void {
  if (readers.size >= 40) refuse('crowd');
  const alone = readers.size ? 0 : (Date.now() - leftAt) / 1000;
  const { number, ...board } = snapshot(alone);
  const you = freeName(wanted?.trim().slice(0, 16) || 'anon');
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  // #region join
  res.write('retry: 1000\n');
  res.write(encode('board', { you, ...board }, number));
  readers.set(res, { name: you, on: '' });
  publish('presence', whoIsHere());
  // #endregion join

  // #region leave
  res.on('close', () => {
    readers.delete(res);
    leftAt = Date.now();
    publish('presence', whoIsHere());
  });
  // #endregion leave
}

/** Notes which card is under a reader's cursor; none is ''. */
export function setEditing(name: string, on: string): object {
  on = on.slice(0, 40);
  const found = [...readers].find(([, one]) => one.name === name);
  if (found) readers.set(found[0], { name, on });
  publish('presence', whoIsHere());
  return whoIsHere();
}

const whoIsHere = () => ({ readers: [...readers.values()] });

function freeName(wanted: string): string {
  const taken = [...readers.values()].map(({ name }) => name);
  let name = wanted;
  for (let n = 2; taken.includes(name); n++) name = `${wanted} ${n}`;
  return name;
}
