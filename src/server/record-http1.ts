// Records an HTTP/1 connection: which request belongs to which run, and what its response carried.
import { createHttp1Decoder, type Http1Part } from './http1-decoder.ts';
import { splitRun } from './run-path.ts';
import type { Recorder } from './tapped-socket.ts';
import { createWebSocketDecoder, type DecodedFrame } from './websocket-decoder.ts';
import type { Protocol, WireRecord } from './wire-record.ts';

export type RecorderOptions = {
  /** Begins a run's recording. @returns whether there is room for it */
  enter: (run: string) => boolean;
  write: (
    run: string,
    record: Omit<WireRecord, 'run' | 'at' | 'connection'> & { at?: number },
  ) => void;
  /** Sends bytes that were kept back. */
  send: (bytes: Buffer) => void;
  /** More was kept back than a host can keep. */
  overflow: () => void;
};

/** Bytes that may be kept back for one stream before its connection is given up. */
export const mostHeld = 1024 * 1024;

type Exchange = { run: string | undefined; method: string; protocol: Protocol };

export function recordHttp1({ enter, write, send, overflow }: RecorderOptions): Recorder {
  // Responses come in the order of their requests (RFC 9112 9.3.2): the first is being answered.
  const exchanges: Exchange[] = [];
  let held: Buffer[] | undefined;
  let heldSize = 0;
  /** The end of the connection waits behind the bytes kept back, as it would on a real line. */
  let end: (() => void) | undefined;

  const requests = createHttp1Decoder({
    of: 'requests',
    onPart(part) {
      if (part.kind === 'head') exchanges.push(beginExchange(part.startLine ?? ''));
      note(exchanges.at(-1), 'browser', part);
    },
    onSwitched: (bytes) => framesOf.browser.feed(bytes),
  });
  const responses = createHttp1Decoder({
    of: 'responses',
    answersHead: () => exchanges[0]?.method === 'HEAD',
    onPart(part) {
      // A server may answer a newer request as an older one.
      if (part.startLine?.startsWith('HTTP/1.0 ') && exchanges[0])
        exchanges[0].protocol = 'HTTP/1.0';
      note(exchanges[0], 'server', part);
      if (part.endsMessage) exchanges.shift();
      const isSwitch = part.startLine?.startsWith('HTTP/1.1 101 ');
      if (isSwitch && exchanges[0]) exchanges[0].protocol = 'WebSocket';
    },
    onSwitched: (bytes) => framesOf.server.feed(bytes),
  });
  const framesOf = { browser: decodeFrames('browser'), server: decodeFrames('server') };

  function decodeFrames(from: 'browser' | 'server') {
    return createWebSocketDecoder({ from, onFrame: (frame) => noteFrame(from, frame) });
  }

  function noteFrame(from: 'browser' | 'server', frame: DecodedFrame): void {
    const { bytes, size, payload, ...webSocket } = frame;
    const run = exchanges[0]?.run;
    if (!run) return;
    write(run, {
      ...{ protocol: 'WebSocket', from, kind: 'ws-frame', size, ...asText(bytes, size) },
      ...{ payload, webSocket },
    });
  }

  function beginExchange(requestLine: string): Exchange {
    const [method = '', target = '', version = ''] = requestLine.split(' ');
    const run = splitRun(target)?.run;
    const protocol = version === 'HTTP/1.0' ? 'HTTP/1.0' : 'HTTP/1.1';
    return { run: run && enter(run) ? run : undefined, method, protocol };
  }

  function note(exchange: Exchange | undefined, from: 'browser' | 'server', part: Http1Part): void {
    if (!exchange?.run) return;
    const head = from === 'browser' ? 'request-head' : 'response-head';
    write(exchange.run, {
      protocol: exchange.protocol,
      from,
      kind: part.kind === 'head' ? head : part.kind,
      size: part.size,
      ...asText(part.bytes, part.size),
      ...(part.payload ? { payload: part.payload } : {}),
    });
  }

  function release(): void {
    const bytes = Buffer.concat(held ?? []);
    held = undefined;
    heldSize = 0;
    if (bytes.length > 0) {
      responses.feed(bytes);
      send(bytes);
    }
    end?.();
  }

  return {
    received(bytes) {
      requests.feed(bytes);
      return [bytes];
    },
    sending(bytes) {
      if (held) {
        held.push(bytes);
        heldSize += bytes.length;
        if (heldSize > mostHeld) overflow();
        return Buffer.alloc(0);
      }
      responses.feed(bytes);
      return bytes;
    },
    hold: () => void (held ??= []),
    release,
    ending(done) {
      if (held) end = done;
      else done();
    },
    closed(reason) {
      held = undefined;
      framesOf.browser.end();
      framesOf.server.end();
      const [current] = exchanges;
      if (!current?.run) return;
      write(current.run, {
        protocol: current.protocol,
        from: 'host',
        kind: 'closed',
        size: 0,
        reason,
      });
    },
  };
}

function asText(bytes: Buffer, size: number): Pick<WireRecord, 'bytes' | 'cut'> {
  return { bytes: bytes.toString('base64'), ...(bytes.length < size ? { cut: true } : {}) };
}
