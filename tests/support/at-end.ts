// What a file's tests have started ends with them, however they end.
import { after } from 'node:test';

const closers: (() => void | Promise<void>)[] = [];
// One hook of the whole file: one that is asked for late, in the midst of a test, may never run.
after(async () => {
  await Promise.all(closers.map(async (close) => close()));
});

/** Calls `close` after the file's last test. */
export function atEnd(close: () => void | Promise<void>): void {
  closers.push(close);
}
