// Everything that the stage shows of a session, whatever feeds it: a live run or a recording.
import type { WireRecord } from '../../server/wire-record.ts';
import { linkEvents } from './event-links.ts';
import { numberEvents } from './event-numbers.ts';
import { inSeconds } from './seconds.ts';
import { createStateLine } from './state-line.ts';
import { endsMessage } from './wire-event.ts';
import { showWireIn } from './wire-in-view.ts';
import { createWirePanel } from './wire-panel.ts';
import { fill, type Strings } from './words.ts';

export type View = ReturnType<typeof createView>;

/** The demo's markup as the page brought it, and what the last session left to clean up. */
const initial = new WeakMap<Element, { markup: Node; forget: () => void }>();

/** Prepares the stage's panels for a new session and returns what a session reports to. */
export function createView(stage: HTMLElement, words: Strings) {
  const demo = stage.querySelector<HTMLElement>('[data-view]')!;
  const before = initial.get(stage);
  before?.forget();
  const markup = before?.markup ?? demo.cloneNode(true);
  demo.replaceChildren(...markup.cloneNode(true).childNodes);

  const line = createStateLine(stage, words);
  const links = linkEvents(stage);
  let parsed = 0;
  initial.set(stage, { markup, forget });
  const panel = createWirePanel(stage, words, () => (isWhole ? parsed : links.count()));
  const notice = stage.querySelector<HTMLElement>('[data-notice]')!;
  const numbers = numberEvents();
  /** What the page's code listens to, by stream: `events message`. */
  const heard = new Set<string>();
  let completed: number | undefined;
  // The parser sees every event; only those that the page's code listens to are dispatched to it.
  const wire = showWireIn(demo, {
    onEvent({ type }, path) {
      if (!heard.has(`${path} ${type}`)) return;
      parsed++;
      completed = numbers.onWire(path);
    },
  });
  /** Whether the parser has seen every byte, so that its events and the page's have the same numbers. */
  let isWhole = true;
  let isOver = false;
  let openedBefore = 0;
  let lostAt = 0;
  let isFinal = false;
  /** The streams and WebSockets that the page holds. */
  const sources = new Set<EventSource | WebSocket>();

  /** One stream is its state; of several the line shows whether any is open, the words how many. */
  function showState(detail: string): void {
    // EventSource and WebSocket agree on what 0 and 1 mean.
    const states = [...sources].map(({ readyState }) => readyState);
    const open = states.filter((state) => state === 1).length;
    const state = open > 0 ? 'open' : states.includes(0) ? 'connecting' : 'closed';
    const hasSocket = [...sources].some(isSocket);
    const several = fill(hasSocket ? words.someOpenOfBoth : words.someOpen, {
      open,
      all: states.length,
    });
    line.state(state, states.length > 1 ? several : detail);
  }

  /** One of them is over for good. @returns whether that was the last one */
  function over(source: EventSource | WebSocket, detail: string): boolean {
    showState(detail);
    sources.delete(source);
    isFinal = sources.size === 0;
    return isFinal;
  }

  /** What a record completed: the number of the event or message, for the panel. */
  function numberOf({ webSocket, from }: WireRecord, path: string | undefined): number | undefined {
    if (webSocket && from === 'server' && path !== undefined && endsMessage(webSocket))
      return numbers.onWire(path);
    return completed;
  }

  function unlink(why: string): void {
    if (isWhole && !isOver) panel.note(why);
    isWhole = false;
  }

  /** A new session has begun in this stage: what still comes for this one is not shown. */
  function forget(): void {
    links.forget();
    isOver = true;
  }

  notice.hidden = true;
  stage.querySelector('[data-view-log] [data-empty]')?.setAttribute('hidden', '');

  return {
    demo,
    /** Says something above the panes; the empty string takes it away. */
    notice: (...parts: (string | Node)[]) => {
      notice.replaceChildren(...parts);
      notice.hidden = notice.textContent === '';
    },
    /** The demo's code listens to events of this type. */
    listens: (path: string, type: string) => void heard.add(`${path} ${type}`),
    record: (record: WireRecord) => {
      if (isOver) return;
      completed = undefined;
      const { path, events } = wire.take(record);
      const number = numberOf(record, path);
      panel.add(record, isWhole ? number : undefined, path);
      if (events === undefined) unlink(record.cut ? words.unlinked : words.compressedStream);
      if (record.from !== 'host') {
        line.prove(
          fill(words.provenBy, { protocol: record.protocol, connection: record.connection }),
        );
      }
    },
    lost: (count: number) => {
      wire.lost();
      unlink(fill(words.lost, { count }));
    },
    connecting: (source: EventSource | WebSocket) => {
      // A new EventSource after one that is over is a beginning, not a return.
      if (sources.size === 0) lostAt = 0;
      const again = openedBefore > 0 && sources.size === 1 && sources.has(source);
      sources.add(source);
      isFinal = false;
      if (again) lostAt ||= Date.now();
      showState(again ? words.waiting : '');
    },
    open: () => {
      const seconds = inSeconds(Date.now() - lostAt);
      const id = links.lastEventId();
      const again = id
        ? fill(words.reopenedWithId, { seconds, id })
        : fill(words.reopened, { seconds });
      showState(openedBefore++ > 0 && lostAt > 0 ? again : '');
      lostAt = 0;
    },
    /** The browser has given up on a stream. @returns whether that was the last one */
    closed: (source: EventSource) => over(source, words.final),
    /** A WebSocket has ended; no browser tries again. @returns whether that was the last one */
    socketClosed: (socket: WebSocket, { code }: CloseEvent) =>
      over(socket, fill(words.socketClosed, { code })),
    /** The demo has closed a stream or a WebSocket itself. */
    left: (source: EventSource | WebSocket) => {
      if (sources.delete(source)) showState(sources.size === 0 ? words.left : '');
    },
    event: (path: string, event: MessageEvent) => {
      links.dispatched(event, numbers.inPage(path));
      line.event();
    },
    end: () => {
      if (!isFinal) line.state('closed', words.stopped);
      panel.stop();
      links.stop();
    },
  };
}

function isSocket(source: EventSource | WebSocket): source is WebSocket {
  return source instanceof WebSocket;
}
