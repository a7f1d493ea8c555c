// Everything that the stage shows of a session, whatever feeds it: a live run or a recording.
import type { WireRecord } from '../../server/wire-record.ts';
import { linkEvents } from './event-links.ts';
import { followEvents } from './event-numbers.ts';
import { createStateLine } from './state-line.ts';
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
  const heard = new Set<string>();
  const numbers: number[] = [];
  // The parser sees every event; only those that the page's code listens to are dispatched to it.
  const follower = followEvents(({ type }) => {
    if (heard.has(type)) numbers.push(++parsed);
  });
  /** Whether the parser has seen every byte, so that its events and the page's have the same numbers. */
  let isWhole = true;
  let isOver = false;
  let openedBefore = 0;
  let lostAt = 0;
  let isFinal = false;

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
    listens: (type: string) => void heard.add(type),
    record: (record: WireRecord) => {
      if (isOver) return;
      numbers.length = 0;
      follower.feed(record);
      panel.add(record, isWhole ? numbers.at(-1) : undefined);
      if (record.cut && record.payload) unlink(words.unlinked);
      if (record.from !== 'host') {
        line.prove(
          fill(words.provenBy, { protocol: record.protocol, connection: record.connection }),
        );
      }
    },
    lost: (count: number) => unlink(fill(words.lost, { count })),
    connecting: () => {
      const again = openedBefore > 0;
      if (again) lostAt ||= Date.now();
      line.state('connecting', again ? words.waiting : '');
    },
    open: () => {
      const seconds = ((Date.now() - lostAt) / 1000).toFixed(1);
      const id = links.lastEventId();
      const again = id
        ? fill(words.reopenedWithId, { seconds, id })
        : fill(words.reopened, { seconds });
      line.state('open', openedBefore++ > 0 ? again : '');
      lostAt = 0;
    },
    closed: () => {
      isFinal = true;
      line.state('closed', words.final);
    },
    event: (event: MessageEvent) => {
      links.dispatched(event);
      line.event();
    },
    end: () => {
      if (!isFinal) line.state('closed', words.stopped);
      panel.stop();
      links.stop();
    },
  };
}
