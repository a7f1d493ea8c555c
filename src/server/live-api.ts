// `/api/live/…`: a class over HTTP. Its streams are the engine's, what people do are POSTs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { actions, readPlace, type Action } from '../classroom/actions.ts';
import { readCode } from '../classroom/code.ts';
import { createSeat, findKey, readSeat } from '../classroom/keys.ts';
import { startFrom, type Room } from '../classroom/room.ts';
import type { Rooms } from '../classroom/rooms.ts';
import { originsFor, type Settings } from '../origins.ts';
import type { Engine } from '../sse/engine.ts';
import { createRate } from '../sse/rate.ts';
import { openStream } from '../sse/receiver.ts';
import { allow } from './allow.ts';
import { attempt } from './attempt.ts';
import { forwardedAddress } from './client-address.ts';
import { readCookie, setCookie } from './cookies.ts';
import { hostOf, type HostGuard } from './host-guard.ts';
import { isEverywhere, isLoopback, lanAddresses } from './listen.ts';
import { readJson } from './read-body.ts';
import { isRun } from './run-path.ts';
import { sendError, sendJson } from './send-json.ts';
import type { SharedDemos } from './shared-demos.ts';

export type LiveApiOptions = {
  /** With the ports really in use; read at each request. */
  settings: () => Settings;
  guard: HostGuard;
  engine: Engine;
  rooms: Rooms;
  shared: Pick<SharedDemos, 'cause' | 'lead'>;
};

export type LiveApi = (req: IncomingMessage, res: ServerResponse) => void;

/** A request about a room, and what its cookies say. */
type Visit = {
  req: IncomingMessage;
  res: ServerResponse;
  address: string;
  room: Room;
  /** The number of the presenter's device; 0 for everybody else. */
  device: number;
  /** Empty for who has not been given one. */
  seat: string;
};

/** @param body what was sent, read already */
type DeskAct = (visit: Visit, body: unknown) => void | Promise<void>;

const keyCookie = 'olr-key';
const seatCookie = 'olr-seat';
/** Milliseconds after which a follower comes back. */
const retry = 1000;

/** For one address or one seat. A whole class may share an address: those are wide. */
const createRates = () => ({
  opening: createRate({ burst: 10, perSecond: 0.1 }),
  wrongCode: createRate({ burst: 30, perSecond: 0.5 }),
  newSeat: createRate({ burst: 600, perSecond: 1 }),
  address: createRate({ burst: 4000, perSecond: 300 }),
  seat: createRate({ burst: 20, perSecond: 4 }),
  question: createRate({ burst: 3, perSecond: 0.1 }),
});

/** Answers `/api/live` and all below it. */
export function createLiveApi({ settings, guard, engine, rooms, shared }: LiveApiOptions): LiveApi {
  const rates = createRates();

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [code, name, more] = pathOf(req);
    if (!code) return allow(['POST'], req, res, () => attempt(res, () => open(req, res)));
    const visit = await enter(req, res, code);
    if (!visit) return;
    if (more !== undefined) return refuseAddress(res);
    if (name === undefined || name === 'desk')
      return allow(['GET', 'HEAD'], req, res, () => stream(visit, name));
    const action = own(actions, name);
    const deskAct = own(deskActs, name);
    if (action)
      return allow(['POST'], req, res, () => attempt(res, () => act(visit, name, action)));
    if (!deskAct) return refuseAddress(res);
    allow(['POST'], req, res, () => attempt(res, () => actAtDesk(visit, deskAct)));
  }

  // #region enter
  /**
   * Who has a seat or a key may enter; who guesses codes soon may not. A class that comes back once
   * more when it is over does not guess.
   */
  async function enter(
    req: IncomingMessage,
    res: ServerResponse,
    typed: string,
  ): Promise<Visit | undefined> {
    const address = forwardedAddress(req, settings());
    const code = readCode(typed);
    const room = code && (await rooms.find(code));
    const mayGuess = rates.wrongCode.has(address);
    if (room) {
      const { device, seat } = recognize(req, room);
      if (mayGuess || device || seat) return { req, res, address, room, device, seat };
    } else if (!code || !rooms.isOver(code)) rates.wrongCode.take(address);
    if (!mayGuess) refuse(res, 429, 'Too many wrong codes came from here. Wait a minute.', 60);
    else sendError(res, 404, 'There is no class with this code: it is over, or mistyped.');
    return undefined;
  }
  // #endregion enter

  async function open(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!rates.opening.take(forwardedAddress(req, settings())))
      return refuse(res, 429, 'Too many classes were opened from here. Wait a minute.', 60);
    const body = await readJson(req, res, guard);
    if (body === undefined) return;
    const place = readPlace(body);
    if (!place) return sendError(res, 400, 'Send { chapter, id, step, blank, section }.');
    const opened = await rooms.open(place);
    if (!opened)
      return refuse(res, 503, 'As many classes are open here as may be. End one first.', 600);
    const { code } = opened.room;
    setCookie(res, keyCookie, opened.key, cookieFor(code));
    sendJson(res, 201, { code, device: 1, ...toShare(req) });
  }

  // #region stream
  function stream(visit: Visit, name: string | undefined): void {
    const { req, res, room, device, address } = visit;
    if (name === 'desk' && !device) return refuseKey(res);
    if (req.method === 'HEAD')
      return void res.writeHead(200, { 'Content-Type': 'text/event-stream' }).end();
    const seat = visit.seat || giveSeat(visit);
    if (!seat) return refuse(res, 429, 'Too many new seats were taken from here. Wait.', 60);
    const channel = room.channels[name === 'desk' ? 'desk' : 'room'];
    const refusal = engine.welcome(
      channel,
      () => openStream(res, retry),
      { address, principal: seat },
      startFrom(channel.lastEventId, String(req.headers['last-event-id'] ?? '')),
    );
    if (refusal) return refuse(res, refusal.status, refusal.sentence, refusal.retryAfter);
    if (isFollower(req, name)) res.once('close', room.sit(seat));
  }
  // #endregion stream

  function giveSeat({ res, room, address }: Visit): string {
    if (!rates.newSeat.take(address)) return '';
    const seat = createSeat(room.secret);
    setCookie(res, seatCookie, seat, cookieFor(room.code));
    return readSeat(room.secret, seat)!;
  }

  async function act(visit: Visit, name: string, action: Action): Promise<void> {
    const { req, res, room, device, seat } = visit;
    if (action.by === 'presenter' && !device) return refuseKey(res);
    if (action.by === 'class' && !seat)
      return sendError(res, 403, 'Open the event stream of the class first: it gives you a seat.');
    if (action.by !== 'presenter' && !mayAct(visit, name))
      return refuse(res, 429, 'This comes too often. Wait some seconds.', 5);
    const body = await readJson(req, res, guard, action.most);
    if (body === undefined) return;
    if (room.state.isOver) return sendError(res, 404, 'This class is over.');
    const outcome = await action.take(body, room, { device, seat }).catch(away);
    if (outcome.status !== 200) return sendError(res, outcome.status, outcome.error);
    if (outcome.key) setCookie(res, keyCookie, outcome.key, cookieFor(room.code));
    sendJson(res, 200, outcome.body ?? {});
  }

  function mayAct({ seat, address }: Visit, name: string): boolean {
    const who = seat || address;
    if (name === 'ask' && !rates.question.take(who)) return false;
    // The seat first: what is refused to one takes nothing from the others at its address.
    return rates.seat.take(who) && rates.address.take(address);
  }

  async function actAtDesk(visit: Visit, take: DeskAct): Promise<void> {
    const { req, res, device } = visit;
    if (!device) return refuseKey(res);
    const body = await readJson(req, res, guard);
    if (body !== undefined) await take(visit, body);
  }

  /** What the presenter does with the room as a whole. */
  const deskActs: Record<string, DeskAct> = {
    share: ({ req, res }) => sendJson(res, 200, toShare(req)),
    fault({ res, room }, body) {
      const { demo, fault } = (body ?? {}) as { demo?: unknown; fault?: unknown };
      if (typeof demo !== 'string' || typeof fault !== 'string')
        return sendError(res, 400, 'Send { demo, fault }, both as text.');
      const outcome = shared.cause(room.code, demo, fault);
      if ('error' in outcome) return sendError(res, outcome.status, outcome.error);
      sendJson(res, 200, outcome);
    },
    lead({ res, room }, body) {
      const { run } = (body ?? {}) as { run?: unknown };
      if (typeof run !== 'string' || !isRun(run))
        return sendError(res, 400, 'Send { run }: a run is 12 letters or digits, a dot, a number.');
      shared.lead(room.code, run);
      sendJson(res, 200, {});
    },
    async end({ res, room }) {
      await rooms.end(room.code);
      sendJson(res, 200, {});
    },
  };

  /** Where a class finds the course. */
  function toShare(req: IncomingMessage): { origins: string[]; isLocalOnly: boolean } {
    const { host, siteOrigin, port } = settings();
    const { site } = originsFor(hostOf(req) ?? 'localhost', settings());
    const lan = lanAddresses().map((address) => `http://${address}:${port}`);
    const origins = !siteOrigin && isEverywhere(host) && lan.length > 0 ? lan : [site];
    return { origins, isLocalOnly: !siteOrigin && isLoopback(host) };
  }

  function cookieFor(code: string) {
    const isSecure = settings().siteOrigin?.startsWith('https:') ?? false;
    // No class is older than that.
    return { path: `/api/live/${code}`, seconds: 12 * 3600, isSecure };
  }

  return (req, res) => attempt(res, () => answer(req, res));
}

/** Not what every object has: `constructor` is no action. */
function own<Value>(values: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** What follows `/api/live` in the path. */
function pathOf(req: IncomingMessage): string[] {
  const { pathname } = new URL(req.url ?? '/', 'http://unused');
  return pathname.split('/').slice(3);
}

function recognize(req: IncomingMessage, room: Room): Pick<Visit, 'device' | 'seat'> {
  const key = readCookie(req, keyCookie);
  return {
    device: key ? findKey(room.state.devices, key) + 1 : 0,
    seat: readSeat(room.secret, readCookie(req, seatCookie)) ?? '',
  };
}

/** Console and projector say that they are none: the presenter may follow in another tab, too. */
function isFollower(req: IncomingMessage, name: string | undefined): boolean {
  return name !== 'desk' && !(req.url ?? '').endsWith('?role=presenter');
}

function away(error: unknown): { status: 503; error: string } {
  console.error(error);
  return { status: 503, error: 'The server could not keep this just now. Try again.' };
}

function refuseKey(res: ServerResponse): void {
  sendError(res, 403, 'Only the presenter may do this, in the console that began the class.');
}

function refuseAddress(res: ServerResponse): void {
  sendError(res, 404, 'There is nothing at this address of the class.');
}

/** @param retryAfter seconds */
function refuse(res: ServerResponse, status: 429 | 503, sentence: string, retryAfter: number) {
  res.setHeader('Retry-After', String(retryAfter));
  sendError(res, status, sentence);
}
