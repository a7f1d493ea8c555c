// What the browser's own EventSource does, against servers that know nothing of the course.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test as base } from './course.ts';

type Stage = {
  /** A server on a free port; returns its origin. */
  serve: (handler: RequestListener) => Promise<string>;
  /** A server that does this to every connection. */
  serveTcp: (onConnection: Parameters<typeof createTcpServer>[1]) => Promise<string>;
  /** A page of an origin of its own, with a cookie. */
  pageOrigin: string;
};

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

const test = base.extend<Stage & { closing: (() => void)[] }>({
  closing: async ({}, use) => {
    const closing: (() => void)[] = [];
    await use(closing);
    for (const close of closing) close();
  },
  serve: async ({ closing }, use) =>
    use((handler) => {
      const server = createServer(handler);
      closing.push(() => {
        server.close();
        server.closeAllConnections();
      });
      return listen(server);
    }),
  serveTcp: async ({ closing }, use) =>
    use((onConnection) => {
      const server = createTcpServer(onConnection);
      closing.push(() => server.close());
      return listen(server);
    }),
  pageOrigin: async ({ serve, page }, use) => {
    const origin = await serve((_, res) => {
      res.setHeader('Set-Cookie', 'who=ana');
      res.end('<!doctype html><link rel="icon" href="data:,"><title>page</title>');
    });
    await page.goto(origin);
    await use(origin);
  },
});

/** Answers with an event stream that any page may read. */
const stream =
  (...bytes: string[]): RequestListener =>
  (req, res) => {
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const part of bytes) res.write(part);
  };

/** What an EventSource's page hears, as `type readyState`, until there are so many. */
function hear(page: Page, url: string, count = 1, init?: EventSourceInit): Promise<string[]> {
  return page.evaluate(
    ([address, enough, options]) =>
      new Promise<string[]>((resolve) => {
        const source = new EventSource(address, options);
        const heard: string[] = [];
        const note = ({ type }: Event) => {
          heard.push(`${type} ${source.readyState}`);
          if (heard.length < enough) return;
          source.close();
          resolve(heard);
        };
        for (const type of ['open', 'message', 'error']) source.addEventListener(type, note);
      }),
    [url, count, init] as const,
  );
}

/** Properties of what an EventSource dispatches, taken in the page while it is dispatched. */
function read(page: Page, url: string, type: string, names: string[], count = 1) {
  return page.evaluate(
    ([address, wanted, properties, enough]) =>
      new Promise<unknown[]>((resolve) => {
        const source = new EventSource(address);
        const all: unknown[] = [];
        source.addEventListener(wanted, (event) => {
          const from = { event, source } as unknown as Record<string, Record<string, unknown>>;
          all.push(
            properties.map((path) => {
              const [object = '', property = ''] = path.split('.');
              return String(from[object]?.[property]);
            }),
          );
          if (all.length < enough) return;
          source.close();
          resolve(all);
        });
      }),
    [url, type, names, count] as const,
  );
}

test('the constructor ignores every option but withCredentials', async ({
  page,
  serve,
  pageOrigin,
}) => {
  const requests: IncomingMessage[] = [];
  const origin = await serve((req, res) => {
    requests.push(req);
    stream('data: A\n\n')(req, res);
  });
  const options = { headers: { 'X-Token': 'secret' }, method: 'POST' } as EventSourceInit;
  expect(await hear(page, origin, 2, options)).toEqual(['open 1', 'message 1']);
  expect(requests.map(({ method }) => method)).toEqual(['GET']);
  expect(requests[0]?.headers['x-token']).toBeUndefined();
  expect(requests[0]?.headers.origin).toBe(pageOrigin);
});

test('a named event reaches the listeners of its name and no onmessage', async ({
  page,
  serve,
  pageOrigin: _,
}) => {
  const origin = await serve(stream('event: tick\ndata: B\n\n', 'data: A\n\n'));
  const heard = await page.evaluate(
    (url) =>
      new Promise<string[]>((resolve) => {
        const all: string[] = [];
        const source = new EventSource(url);
        source.addEventListener('tick', ({ data }) => all.push(`tick ${data}`));
        source.onmessage = ({ data }) => {
          all.push(`onmessage ${data}`);
          resolve(all);
        };
      }),
    origin,
  );
  expect(heard).toEqual(['tick B', 'onmessage A']);
});

test('an event named error by the server reaches the listeners of error', async ({
  page,
  serve,
  pageOrigin: _,
}) => {
  const origin = await serve(stream('event: error\ndata: mine\n\n'));
  const wanted = ['event.data', 'source.readyState'];
  expect(await read(page, origin, 'error', wanted)).toEqual([['mine', '1']]);
});

test('the last event ID is on the event, and an event without an id carries the one before', async ({
  page,
  serve,
  pageOrigin: _,
}) => {
  const origin = await serve(stream('id: 7\ndata: A\n\n', 'data: B\n\n'));
  const names = ['event.lastEventId', 'source.lastEventId', 'event.id', 'event.origin'];
  const expected = ['7', 'undefined', 'undefined', origin];
  expect(await read(page, origin, 'message', names, 2)).toEqual([expected, expected]);
});

test('the error event says nothing about its reason', async ({ page, serve, pageOrigin: _ }) => {
  const origin = await serve((req, res) => {
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
    res.writeHead(503).end();
  });
  const names = ['status', 'message', 'reason', 'readyState', 'data', 'code'];
  const paths = names.map((name) => `event.${name}`);
  const seen = await read(page, origin, 'error', [...paths, 'source.readyState']);
  expect(seen).toEqual([[...names.map(() => 'undefined'), '2']]);
});

test.describe('what is repaired and what is final in Chromium', () => {
  const repaired = 'error 0';
  const final = 'error 2';

  test('every status but 200 is final', async ({ page, serve, pageOrigin: _ }) => {
    const origin = await serve((req, res) => {
      res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
      res.writeHead(Number(req.url?.slice(1)), { 'Content-Type': 'text/event-stream' }).end();
    });
    const statuses = [201, 202, 204, 205, 206, 300, 304, 400, 401, 403, 404, 408, 410, 425, 429];
    for (const status of [...statuses, 500, 502, 503, 504])
      expect(await hear(page, `${origin}/${status}`), `${status}`).toEqual([final]);
  });

  test('a type that is no event stream is final', async ({ page, serve, pageOrigin: _ }) => {
    const origin = await serve((req, res) => {
      res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
      res.setHeader('X-Content-Type-Options', 'nosniff');
      res.writeHead(200, { 'Content-Type': 'text/plain' }).end('data: A\n\n');
    });
    expect(await hear(page, origin)).toEqual([final]);
  });

  test('a clean end and a cut are repaired: the browser asks again', async ({
    page,
    serve,
    pageOrigin: _,
  }) => {
    for (const over of ['end', 'destroy'] as const) {
      const responses: ServerResponse[] = [];
      const origin = await serve((req, res) => {
        stream('retry: 10\ndata: A\n\n')(req, res);
        responses.push(res);
      });
      const answered = page.waitForResponse((response) => response.url().startsWith(origin));
      const heard = hear(page, origin, 5);
      // What is cut at once may be cut before the page has read it.
      await answered;
      responses[0]![over]();
      const all = ['open 1', 'message 1', repaired, 'open 1', 'message 1'];
      expect(await heard, over).toEqual(all);
      expect(responses).toHaveLength(2);
    }
  });

  test('a connection that breaks before the head is repaired', async ({
    page,
    serveTcp,
    pageOrigin: _,
  }) => {
    const origin = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await hear(page, origin)).toEqual([repaired]);
  });

  test('something that is not HTTP is repaired', async ({ page, serveTcp, pageOrigin: _ }) => {
    const origin = await serveTcp((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('220 mail.example ESMTP\r\n'));
    });
    expect(await hear(page, origin)).toEqual([repaired]);
  });

  test('a port where nobody listens is repaired, on the same origin and on another', async ({
    page,
    serve,
    closing,
    pageOrigin,
  }) => {
    const other = await serve(() => {});
    for (const close of closing.splice(0)) close();
    for (const origin of [pageOrigin, other])
      expect(await hear(page, `${origin}/events`), origin).toEqual([repaired]);
  });

  test('a host name that does not exist is repaired', async ({ page, pageOrigin: _ }) => {
    expect(await hear(page, 'http://nobody.invalid/')).toEqual([repaired]);
  });

  test('a certificate that is not trusted is repaired', async ({
    browser,
    companion,
    pageOrigin,
  }) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: false });
    const page = await context.newPage();
    await page.goto(pageOrigin);
    expect(await hear(page, `${companion.origins.labTls}/first-stream/events`)).toEqual([repaired]);
    await context.close();
  });
});

test('after a redirect Chromium comes back to the last address', async ({
  page,
  serve,
  pageOrigin: _,
}) => {
  for (const status of [301, 302, 303, 307, 308]) {
    const paths: (string | undefined)[] = [];
    const origin = await serve((req, res) => {
      paths.push(req.url);
      res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
      if (req.url === '/first') return void res.writeHead(status, { Location: '/last' }).end();
      stream('retry: 10\ndata: A\n\n')(req, res);
      if (paths.length < 3) res.end();
    });
    const heard = ['open 1', 'message 1', 'error 0', 'open 1'];
    expect(await hear(page, `${origin}/first`, 4), `${status}`).toEqual(heard);
    expect(paths).toEqual(['/first', '/last', '/last']);
  }
});

test('an EventSource that nobody refers to keeps running until it is closed', async ({
  page,
  serve,
  pageOrigin: _,
}) => {
  const opened = Promise.withResolvers<(text: string) => void>();
  const origin = await serve((req, res) => {
    stream(': ok\n\n')(req, res);
    opened.resolve((text) => void res.write(text));
  });
  await page.evaluate((url) => {
    const source = new EventSource(url);
    const heard: string[] = [];
    source.onmessage = ({ data }) => heard.push(String(data));
    Object.assign(window, { heard, held: new WeakRef(source) });
  }, origin);
  const devtools = await page.context().newCDPSession(page);
  const collect = () => devtools.send('HeapProfiler.collectGarbage');
  type Held = { heard: string[]; held: WeakRef<EventSource> };
  const isThere = async () => {
    await collect();
    return page.evaluate(() => (window as unknown as Held).held.deref() !== undefined);
  };

  const send = await opened.promise;
  await collect();
  send('data: still here\n\n');
  const heard = () => page.evaluate(() => (window as unknown as Held).heard);
  await expect.poll(heard).toEqual(['still here']);
  expect(await isThere()).toBe(true);

  await page.evaluate(() => (window as unknown as Held).held.deref()?.close());
  await expect.poll(isThere).toBe(false);
});

test('after close() not even an event that has arrived is dispatched', async ({
  page,
  serve,
  pageOrigin: _,
}) => {
  const origin = await serve(stream('data: A\n\ndata: B\n\n'));
  const heard = await page.evaluate((url) => {
    const open = (listen: (source: EventSource, data: string) => void) =>
      new Promise<void>((resolve) => {
        const source = new EventSource(url);
        source.onmessage = ({ data }) => {
          listen(source, String(data));
          if (source.readyState === EventSource.CLOSED || data === 'B') resolve();
        };
      });
    const all: string[] = [];
    return open((source, data) => {
      all.push(data);
      source.close();
    })
      .then(() => open(() => {}))
      .then(() => all);
  }, origin);
  expect(heard).toEqual(['A']);
});

test('a stream that CORS does not allow to be read is requested all the same', async ({
  page,
  serve,
  pageOrigin: _,
}) => {
  const methods: (string | undefined)[] = [];
  const origin = await serve((req, res) => {
    methods.push(req.method);
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write('data: secret\n\n');
  });
  expect(await hear(page, origin)).toEqual(['error 2']);
  expect(methods).toEqual(['GET']);
});

test.describe('credentials', () => {
  /** A server that answers with these CORS headers and notes the cookies of each request. */
  async function guarded(serve: Stage['serve'], headers: Record<string, string>) {
    const cookies: (string | undefined)[] = [];
    const origin = await serve((req, res) => {
      cookies.push(req.headers.cookie);
      res.writeHead(200, { 'Content-Type': 'text/event-stream', ...headers });
      res.write('data: A\n\n');
    });
    return { origin, cookies };
  }
  const withCredentials = { withCredentials: true };
  const allowOrigin = 'Access-Control-Allow-Origin';
  const allowCredentials = { 'Access-Control-Allow-Credentials': 'true' };

  test('cookies go to another origin only with withCredentials and both headers', async ({
    page,
    serve,
    pageOrigin,
  }) => {
    const headers = { [allowOrigin]: pageOrigin, ...allowCredentials };
    const { origin, cookies } = await guarded(serve, headers);
    expect(await hear(page, origin)).toEqual(['open 1']);
    expect(await hear(page, origin, 1, withCredentials)).toEqual(['open 1']);
    // The page's cookie, sent to another port of its host.
    expect(cookies).toEqual([undefined, 'who=ana']);

    const half = await guarded(serve, { [allowOrigin]: pageOrigin });
    expect(await hear(page, half.origin, 1, withCredentials)).toEqual(['error 2']);
  });

  test('* is final for a stream with credentials', async ({ page, serve, pageOrigin: _ }) => {
    const { origin } = await guarded(serve, { [allowOrigin]: '*', ...allowCredentials });
    expect(await hear(page, origin)).toEqual(['open 1']);
    expect(await hear(page, origin, 1, withCredentials)).toEqual(['error 2']);
  });
});
