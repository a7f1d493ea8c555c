import { next } from './client-next.ts';

/** One way to say something and to hear it again. */
export type Way = {
  /** Resolves once what was said has come back. */
  say: (text: string) => Promise<void>;
  /** The next picture. */
  picture: () => Promise<Uint8Array<ArrayBuffer>>;
  close: () => void;
};

/** POST for the way there, an event stream for the way back. */
export async function useTwo(url: string, query: string): Promise<Way> {
  const source = new EventSource(`${url}events?${query}`);
  await next(source, 'open');
  return {
    // #region two
    async say(body) {
      const back = next(source, 'message');
      const method = 'POST';
      await fetch(`${url}say?${query}`, { method, body });
      await back;
    },
    // #endregion two
    async picture() {
      const event = await next(source, 'picture');
      const text = atob(String(event.data));
      return Uint8Array.from(text, (char) => char.charCodeAt(0));
    },
    close: () => source.close(),
  };
}

/** A WebSocket for both ways. */
export async function useOne(url: string, query: string): Promise<Way> {
  const address = `${url.replace(/^http/, 'ws')}ws?${query}`;
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  await next(socket, 'open');
  return {
    // #region one
    async say(text) {
      socket.send(text);
      await next(socket, 'message');
    },
    // #endregion one
    async picture() {
      const event = await next(socket, 'message');
      return new Uint8Array(event.data as ArrayBuffer);
    },
    close: () => socket.close(),
  };
}
