import type { Connections, Urls } from './client-types.ts';
import { happens } from './client-happens.ts';

/** Opens two event streams and a WebSocket for a reader. */
export async function connect(
  urls: Urls,
  query: string,
): Promise<Connections> {
  const path = { events: `events?${query}`, ws: `ws?${query}` };
  // #region connect
  const streams = [
    new EventSource(`${urls.http1}${path.events}&over=http1`),
    new EventSource(`${urls.http2}${path.events}&over=http2`),
  ];
  const address = urls.http1.replace(/^http/, 'ws');
  const socket = new WebSocket(`${address}${path.ws}`);
  // #endregion connect
  const all = [...streams, socket];
  const close = (): void => all.forEach((one) => one.close());
  const next = (type: 'open' | 'message'): Promise<Event[]> =>
    Promise.all(all.map((one) => happens(one, type)));
  await next('open').catch((error: unknown) => {
    close();
    throw error;
  });
  return {
    carriers: [
      {
        name: 'http1',
        path: `${path.events}&over=http1`,
        from: 'server',
      },
      {
        name: 'http2',
        path: `${path.events}&over=http2`,
        from: 'server',
      },
      { name: 'socket', path: path.ws, from: 'server' },
      { name: 'up', path: path.ws, from: 'browser' },
    ],
    all: async () => {
      const [message] = await next('message');
      return String((message as MessageEvent).data);
    },
    send: (message) => socket.send(message),
    close,
  };
}
