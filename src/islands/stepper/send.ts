// Sends a stream through the composer demo to a real EventSource, and compares what the browser
// dispatched with what the parser did.
import type { StreamEvent } from '../../sse/parse.ts';

export type Sending = {
  /** The lab, over one of the protocols. */
  lab: string;
  bytes: Uint8Array;
  cuts: number[];
  /** The types to listen to: a page only hears the types it asks for. */
  types: Iterable<string>;
  signal: AbortSignal;
};

/** The address at which the composer sends these bytes, cut there, and then ends. */
export function composerAddress({ lab, bytes, cuts }: Omit<Sending, 'types' | 'signal'>): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const base64url = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const where = cuts.length > 0 ? `&cuts=${cuts.join(',')}` : '';
  return `${lab}/composer/events?bytes=${base64url}${where}&end=1`;
}

/**
 * Everything that the browser dispatched of a stream.
 * @returns undefined when no stream could be opened
 */
export function receive(sending: Sending): Promise<StreamEvent[] | undefined> {
  if (sending.signal.aborted) return Promise.resolve(undefined);
  const events: StreamEvent[] = [];
  const done = Promise.withResolvers<StreamEvent[] | undefined>();
  const source = new EventSource(composerAddress(sending));
  let opened = false;
  const hear = (event: Event): void => {
    // `open` and `error` are also names that a stream may give its events.
    if (!(event instanceof MessageEvent)) return;
    const { type, data, lastEventId } = event as MessageEvent<string>;
    events.push({ type, data, lastEventId });
  };
  for (const type of new Set(['message', ...sending.types])) source.addEventListener(type, hear);
  source.addEventListener('open', (event) => (opened ||= !(event instanceof MessageEvent)));
  source.addEventListener('error', (event) => {
    if (event instanceof MessageEvent) return;
    // The response has ended, or there was none: nothing more will come of it.
    source.close();
    done.resolve(opened ? events : undefined);
  });
  sending.signal.addEventListener('abort', () => {
    source.close();
    done.resolve(undefined);
  });
  return done.promise;
}

/** Whether two events are the same to a page. */
export function isSame(one: StreamEvent | undefined, other: StreamEvent | undefined): boolean {
  return (
    one?.type === other?.type &&
    one?.data === other?.data &&
    one?.lastEventId === other?.lastEventId
  );
}
