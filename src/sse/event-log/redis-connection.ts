// A connection to Redis, of the official client: it comes back by itself, and keeps nothing for later.
import { createClient } from 'redis';
import { cannotStart, noAnswer } from './redis-trouble.ts';

/** Milliseconds that an answer may take. Whoever publishes waits for it. */
export const patience = 2000;

export type RedisClient = ReturnType<typeof prepare>;

export type RedisConnection = {
  readonly client: RedisClient;
  /** Where Redis is, for sentences. */
  readonly place: string;
  /** Waits for an answer, but not for ever. @throws what the client says, or that it took too long */
  wait: <Answer>(answer: Promise<Answer>) => Promise<Answer>;
  /** The same. @throws a sentence */
  ask: <Answer>(answer: Promise<Answer>) => Promise<Answer>;
  close: () => void;
};

/** @throws a sentence, if the first attempt fails: then it is more likely to be a mistake */
export async function connect(url: string, place: string): Promise<RedisConnection> {
  let wasReady = false;
  const client = prepare(url, (retries, cause) => (wasReady ? backoff(retries) : cause));
  // Without a listener an error would end the process. Whoever waits for an answer hears of it.
  client.on('error', () => {});
  try {
    await client.connect();
    wasReady = true;
  } catch (error) {
    client.destroy();
    throw cannotStart(error, place);
  }
  const wait = <Answer>(answer: Promise<Answer>) => inTime(answer, () => renew(client));
  return {
    client,
    place,
    wait,
    ask: (answer) =>
      wait(answer).catch((error: unknown) => {
        throw noAnswer(error, place);
      }),
    close: () => client.destroy(),
  };
}

function prepare(
  url: string,
  reconnectStrategy: (retries: number, cause: Error) => number | Error,
) {
  return createClient({
    url,
    // A queue for better times has no bound, and nobody who waits for it.
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // A connection may be gone without a word. On a quiet one the ping is what is answered.
    pingInterval: patience,
    socket: { connectTimeout: patience, socketTimeout: 3 * patience, reconnectStrategy },
  });
}

/** Milliseconds: longer each time, and not the same for all who have lost the same Redis. */
function backoff(retries: number): number {
  return Math.min(50 * 2 ** retries, 2000) * (0.5 + Math.random() / 2);
}

/** What is written to a dead connection looks like life: only a new one tells. */
function renew(client: RedisClient): void {
  if (!client.isReady) return;
  client.destroy();
  client.connect().catch(() => {});
}

/** Settles as the answer does, or rejects when it is late. */
async function inTime<Answer>(answer: Promise<Answer>, onLate: () => void): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  let immediate: NodeJS.Immediate | undefined;
  const giveUp = () => {
    reject(new Error(`no answer in ${patience / 1000} s`));
    onLate();
  };
  // What came while this process was busy is read before an immediate runs: it is not late.
  const timer = setTimeout(() => (immediate = setImmediate(giveUp)), patience);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    clearImmediate(immediate);
  }
}
