import { randomId } from './client-kept.ts';

type Kind = 'tab' | 'worker';
const prefix = (kind: Kind) => `one-for-all-tabs ${kind} `;

// #region life
/** A lock held for life: whatever ends that lets go of it. */
export function beginLife(kind: Kind) {
  const name = prefix(kind) + randomId();
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const begun = new Promise<void>((resolve) => {
    const hold = () => {
      resolve();
      return ended;
    };
    // Without a secure context there are no locks.
    if (navigator.locks) void navigator.locks.request(name, hold);
    else resolve();
  });
  return { name, begun, end };
}
// #endregion life

// #region count
/** Each living tab holds one: so many are there. */
export async function countTabs(): Promise<number | undefined> {
  const { held } = (await navigator.locks?.query()) ?? {};
  return held?.filter(({ name }) => name?.startsWith(prefix('tab')))
    .length;
}
// #endregion count
