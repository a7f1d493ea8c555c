// Presenter and followers of a class without a browser: real requests, with the cookies that the
// server gave out.
import { get, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { createParser } from '../../src/sse/parse.ts';
import type { DeskView, Place, RoomView } from '../../src/classroom/room-view.ts';
import { until } from './until.ts';

export const firstPlace: Place = {
  chapter: 'one-request',
  id: 'title',
  step: 0,
  blank: false,
  section: '',
};

export type Reply = {
  status: number;
  body: Record<string, unknown>;
  headers: IncomingMessage['headers'];
};

/** A browser as far as cookies go: what was set comes back. */
export function createVisitor(site: string, localAddress?: string) {
  const cookies = new Map<string, string>();

  function keep({ headers }: IncomingMessage): void {
    for (const cookie of headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
  }
  const cookie = () => [...cookies].map((pair) => pair.join('=')).join('; ');

  function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = {
      Origin: site,
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(text)),
      Cookie: cookie(),
      ...headers,
    };
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const options = { method: 'POST', headers: all, ...(localAddress ? { localAddress } : {}) };
    const request = httpRequest(site + path, options, (response) => {
      keep(response);
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (answer += part));
      response.on('error', reject);
      response.on('end', () => {
        // Refused before it was sent: nobody reads the rest.
        if (!request.writableFinished) request.destroy();
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: JSON.parse(answer || '{}') as Record<string, unknown>,
        });
      });
    });
    request.on('error', reject);
    request.end(text);
    return promise;
  }

  return {
    cookies,
    post,
    /** Opens a stream of a room, and comes back to it for as long as it may. */
    follow<View = RoomView>(path: string): Stream<View> {
      return openStream<View>(site + path, { cookie, keep, localAddress });
    },
  };
}

export type Stream<View> = {
  readonly views: View[];
  /** Called with each view. */
  onView: (view: View) => void;
  readonly ids: string[];
  /** Of the last answer. */
  readonly status: number;
  /** Resolves with the first view, from now on or the newest one, for which this holds. */
  until: (what: string, isSo: (view: View) => boolean) => Promise<View>;
  ended: Promise<void>;
  close: () => void;
};

type Jar = {
  cookie: () => string;
  keep: (response: IncomingMessage) => void;
  localAddress: string | undefined;
};

function openStream<View>(url: string, { cookie, keep, localAddress }: Jar): Stream<View> {
  const views: View[] = [];
  const ids: string[] = [];
  let status = 0;
  let again: NodeJS.Timeout | undefined;
  let request: ClientRequest;
  let isClosed = false;
  const ended = Promise.withResolvers<void>();
  const parser = createParser({
    onEvent({ data, lastEventId }) {
      const view = JSON.parse(data) as View;
      views.push(view);
      ids.push(lastEventId);
      stream.onView(view);
    },
  });

  function open(): void {
    const last = ids.at(-1);
    const headers = { Cookie: cookie(), ...(last ? { 'Last-Event-ID': last } : {}) };
    const options = { agent: false, headers, ...(localAddress ? { localAddress } : {}) };
    request = get(url, options, (response) => {
      keep(response);
      status = response.statusCode!;
      parser.reset();
      if (status === 200) response.on('data', parser.feed);
      else response.resume();
      response.on('error', () => {});
      response.once('close', () => {
        ended.resolve();
        if (status !== 404) comeBack();
      });
    });
    request.on('error', comeBack);
  }
  function comeBack(): void {
    if (!isClosed) again = setTimeout(open, 100);
  }

  const stream: Stream<View> = {
    views,
    onView: () => {},
    ids,
    get status() {
      return status;
    },
    async until(what, isSo) {
      await until(
        what,
        () => views.length > 0 && isSo(views.at(-1)!),
        () => JSON.stringify(views.at(-1)),
      );
      return views.at(-1)!;
    },
    ended: ended.promise,
    close() {
      isClosed = true;
      clearTimeout(again);
      request.destroy();
    },
  };
  open();
  return stream;
}

/** Opens a class as a console does. */
export async function openClass(site: string, place: Place = firstPlace) {
  const presenter = createVisitor(site);
  const reply = await presenter.post('/api/live', place);
  const code = String(reply.body['code']);
  const path = `/api/live/${code}`;
  return {
    ...{ presenter, reply, code, path },
    act: (action: string, body: object = {}) => presenter.post(`${path}/${action}`, body),
    move: (id: string, more: Partial<Place> = {}) =>
      presenter.post(`${path}/move`, { ...place, id, section: id, ...more }),
    desk: () => presenter.follow<DeskView>(`${path}/desk`),
  };
}

/** Somebody who follows, seated when this resolves. */
export async function joinClass(site: string, code: string, localAddress?: string) {
  const visitor = createVisitor(site, localAddress);
  const stream = visitor.follow(`/api/live/${code}`);
  await stream.until('the room, as it is now', () => true);
  return {
    ...{ visitor, stream },
    act: (action: string, body: object) => visitor.post(`/api/live/${code}/${action}`, body),
  };
}
