// The stream engine: channels over one event log, with one clock, one door and one end for all.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import {
  createAdmission,
  isRefusal,
  type Asker,
  type Limits,
  type Place,
  type Refusal,
} from './admission.ts';
import {
  createChannel,
  createCounts,
  slots,
  type Channel,
  type ChannelOptions,
  type Counts,
  type Reader,
} from './channel.ts';
import type { EventLog } from './event-log/event-log.ts';
import { openStream, type Receiver } from './receiver.ts';

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

export type EngineOptions = Omit<ChannelOptions, 'log' | 'counts'> & {
  log: EventLog;
  limits?: Partial<Limits>;
  /**
   * How often a reader is looked at, in milliseconds: whoever has heard nothing since the last look
   * gets a sign of life.
   */
  beatEvery?: number;
  /** Milliseconds after which a reader comes back; without it the browser decides. */
  retry?: number;
};

export type DrainOptions = {
  /** Milliseconds over which readers are told to come back, so that they do not come all at once. */
  spread?: number;
  /** Milliseconds after which whoever is still there is cut. */
  deadline?: number;
  /** From 0 up to 1, not including it. */
  random?: () => number;
};

export type Engine = {
  /** The same name is the same channel. */
  channel: (name: string) => Promise<Channel>;
  /** Ends a channel's readers, and forgets its events. */
  forget: (name: string) => Promise<void>;
  /**
   * Answers a GET with the channel's event stream, from `Last-Event-ID` on, or from the query's
   * `lastEventId`, which a page has that was sent with one. Other methods get 405, a body 413; who
   * finds no room 429 or 503, with `Retry-After`; 503 too while the engine drains.
   */
  serve: (channel: Channel, req: Request, res: Response, asker?: Partial<Asker>) => void;
  /** The same for what is no response: a WebSocket. @returns why not, if there is no room */
  welcome: (
    channel: Channel,
    receiver: () => Receiver,
    asker: Asker,
    lastEventId?: string,
  ) => Refusal | undefined;
  readonly isDraining: boolean;
  /** Readers that are open now. */
  readonly open: number;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Of all channels, those that are forgotten too. */
  readonly counts: Counts;
  readonly refused: Record<Refusal['status'], number>;
  /**
   * Lets nobody in, tells each reader when to come back, and ends its stream in good order.
   * Resolves when all are gone. New readers are answered 503 from the first moment on.
   */
  drain: (options?: DrainOptions) => Promise<void>;
};

/** Seconds after which who finds a server that drains may ask again: another one is up by then. */
const drainRetryAfter = 5;

export function createEngine(options: EngineOptions): Engine {
  const { log, limits, beatEvery = 15_000, retry, ...perChannel } = options;
  const admission = createAdmission(limits, perChannel.now);
  const opening = new Map<string, Promise<Channel>>();
  const channels = new Map<string, Channel>();
  const refused = { 429: 0, 503: 0 };
  const counts = createCounts();
  /** Once begun, it is not begun again. */
  let drained: Promise<void> | undefined;

  // #region clock
  // One timer for all readers; each tick is another share
  // of them, so that no moment has all.
  let tick = 0;
  const clock = setInterval(() => {
    tick = (tick + 1) % slots;
    for (const one of channels.values()) one.beat(tick);
  }, beatEvery / slots).unref();
  // #endregion clock

  async function create(name: string): Promise<Channel> {
    const channel = createChannel({ log: await log.open(name), counts, ...perChannel });
    channels.set(name, channel);
    return channel;
  }

  function admit(asker: Asker): Place | Refusal {
    const answer: Place | Refusal = drained
      ? {
          status: 503,
          retryAfter: drainRetryAfter,
          sentence: 'This server is about to stop. Try again: another one is up soon.',
        }
      : admission.admit(asker);
    if (isRefusal(answer)) refused[answer.status] += 1;
    return answer;
  }

  function welcome(
    channel: Channel,
    open: () => Receiver,
    asker: Asker,
    lastEventId?: string,
  ): Refusal | undefined {
    const place = admit(asker);
    if (isRefusal(place)) return place;
    const receiver = open();
    receiver.onClose(place.leave);
    channel.subscribe(receiver, lastEventId);
    return undefined;
  }

  async function drainAll({
    spread = 10_000,
    deadline = 10_000,
    random = Math.random,
  }: DrainOptions = {}) {
    clearInterval(clock);
    for (const channel of channels.values()) channel.flush();
    await endAll(readers(), { spread, deadline, random });
    for (const channel of channels.values()) channel.close();
  }

  function readers(): Reader[] {
    return [...channels.values()].flatMap((channel) => [...channel.readers]);
  }

  return {
    channel(name) {
      const channel = opening.get(name) ?? create(name);
      opening.set(name, channel);
      // The next one may have more luck with the log.
      channel.catch(() => opening.delete(name));
      return channel;
    },
    async forget(name) {
      const channel = channels.get(name);
      opening.delete(name);
      channels.delete(name);
      channel?.close();
      for (const { receiver } of [...(channel?.readers ?? [])]) receiver.end(0);
      await log.forget(name);
    },
    serve(channel, req, res, asker) {
      if (req.method !== 'GET') return refuseMethod(res);
      if (hasBody(req)) return refuseBody(req, res);
      // Who left while the channel was being opened will not leave again.
      if (isGone(res)) return;
      const whole = { address: addressOf(req), ...asker };
      const refusal = welcome(channel, () => openStream(res, retry), whole, lastEventIdOf(req));
      if (refusal) refuse(res, refusal);
    },
    welcome,
    get isDraining() {
      return drained !== undefined;
    },
    get open() {
      return admission.open;
    },
    channels,
    counts,
    refused,
    drain: (options) => (drained ??= drainAll(options)),
  };
}

// #region drain
/**
 * Everybody comes back at another moment: all at once
 * would be the next outage.
 */
async function endAll(
  readers: Reader[],
  { spread, deadline, random }: Required<DrainOptions>,
): Promise<void> {
  const gone = readers.map(
    ({ receiver }) => new Promise<void>((resolve) => receiver.onClose(resolve)),
  );
  for (const { receiver } of readers) receiver.end(1000 + random() * spread);
  const overdue = setTimeout(() => {
    for (const { receiver, isClosed } of readers) if (!isClosed) receiver.cut();
  }, deadline);
  await Promise.all(gone);
  clearTimeout(overdue);
}
// #endregion drain

function isGone(res: Response): boolean {
  return 'stream' in res ? res.stream.destroyed : res.destroyed;
}

function lastEventIdOf(req: Request): string {
  const { searchParams } = new URL(req.url ?? '/', 'http://unused');
  return String(req.headers['last-event-id'] ?? searchParams.get('lastEventId') ?? '');
}

function addressOf(req: Request): string {
  return req.socket.remoteAddress ?? 'unknown';
}

function refuseMethod(res: Response): void {
  sendText(res, 405, { Allow: 'GET' }, 'This is an event stream: ask with GET.');
}

/** RFC 9112, section 6.3; over HTTP/2 a request without one has ended with its head. */
function hasBody(req: Request): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = req.headers;
  if (length !== undefined) return Number(length) !== 0;
  return 'stream' in req ? !req.stream.endAfterHeaders : coding !== undefined;
}

/** It is not read: over HTTP/1.1 the next request of this connection would begin inside it. */
function refuseBody(req: Request, res: Response): void {
  const close = req.httpVersionMajor === 1 ? { Connection: 'close' } : {};
  sendText(res, 413, close, 'This is an event stream: ask without a body.');
}

function refuse(res: Response, { status, retryAfter, sentence }: Refusal): void {
  sendText(res, status, { 'Retry-After': String(retryAfter) }, sentence);
}

function sendText(
  res: Response,
  status: number,
  headers: Record<string, string>,
  sentence: string,
): void {
  // Http2ServerResponse and ServerResponse agree on these, but not for the type checker.
  const answer = res as ServerResponse;
  answer.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  answer.end(`${sentence}\n`);
}
