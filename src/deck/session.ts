// Which tabs belong together. A console makes the session's key and hands it to the projector it
// opens; each role is held by one living tab, so that a duplicated or shared address joins nothing.

export type Role = 'console' | 'projector';

/** How long a reloaded tab waits for its former self to let go, in milliseconds. */
const patience = 1500;

export function newSession(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return btoa(String.fromCharCode(...bytes)).replace(/\W/g, '0');
}

/**
 * Takes a role of a session for as long as this page lives.
 * @returns false when another living tab has it. Without locks (no secure context) it is believed.
 */
export function takeRole(session: string, role: Role): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`olr-${role}:${session}`, { signal: AbortSignal.timeout(patience) }, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => resolve(false));
  });
}
