// What can go wrong with Redis, as sentences with their remedy.
import { ClientClosedError, ClientOfflineError, ErrorReply } from 'redis';

/**
 * Where Redis is, without the password that its URL may have.
 * @throws a sentence if it is no such URL
 */
export function placeOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed?.host || !/^rediss?:$/.test(parsed.protocol) || !/^\/?\d*$/.test(parsed.pathname))
    throw new Error(
      'The URL of Redis cannot be read. Write redis://localhost:6379, or redis://user:password@host:6379/0; rediss:// is with TLS.',
    );
  return `${parsed.protocol}//${parsed.host}`;
}

/** Why the first connection failed. */
export function cannotStart(cause: unknown, place: string): Error {
  const what = textOf(cause);
  if (/AUTH|WRONGPASS|NOPERM/.test(what))
    return new Error(
      `Redis at ${place} does not let us in (${what}). Put user and password into its URL: redis://user:password@host:6379.`,
      { cause },
    );
  return new Error(
    `Redis at ${place} does not answer (${what}). Start it with redis-server, or correct its URL.`,
    { cause },
  );
}

/** Why something that changes nothing failed. */
export function noAnswer(cause: unknown, place: string): Error {
  if (cause instanceof ErrorReply) return refused(cause, place, '');
  return new Error(`Redis at ${place} does not answer. ${tryAgain}`, { cause });
}

/** Why an append failed: for certain, or perhaps. */
export function notAppended(cause: unknown, place: string): Error {
  if (cause instanceof ErrorReply) return refused(cause, place, ' and kept nothing');
  if (cause instanceof ClientOfflineError || cause instanceof ClientClosedError)
    return new Error(`Redis at ${place} does not answer; nothing was kept. ${tryAgain}`, { cause });
  return new Error(
    `Redis at ${place} did not answer (${textOf(cause)}): it is unknown whether the events were kept. Look for them before you publish them again.`,
    { cause },
  );
}

const tryAgain =
  'The connection comes back by itself: try again later, and see whether redis-server runs.';

function refused(cause: Error, place: string, more: string): Error {
  const remedy = cause.message.startsWith('LOADING')
    ? 'It reads its data from disk: try again later.'
    : 'Its log and its configuration know more.';
  return new Error(`Redis at ${place} refused${more}: ${cause.message}. ${remedy}`, { cause });
}

/** The error of a name with several addresses has no message of its own, only a code. */
function textOf(cause: unknown): string {
  const { message, code } = cause as { message?: string; code?: string };
  return message || code || String(cause);
}
