// Waits for a state that somebody else brings about: asks again until it is there.
import { setTimeout as pause } from 'node:timers/promises';

const longest = 20_000;

/** Resolves once `isSo` holds. @throws a sentence with `what`, and with the last value, when it never does. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  last: () => unknown = () => '',
): Promise<void> {
  const end = performance.now() + longest;
  while (!(await isSo())) {
    if (performance.now() > end) {
      throw new Error(`In ${longest / 1000} s this did not come: ${what}. ${String(await last())}`);
    }
    await pause(20);
  }
}
