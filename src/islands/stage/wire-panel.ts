// The wire panel: one row a record, bytes as they were, linked to the events they became.
import type { WebSocketFrame, WireRecord } from '../../server/wire-record.ts';
import { inSeconds } from './seconds.ts';
import { fill, type Strings } from './words.ts';
import { element, payloadSize, showBytes } from './wire-bytes.ts';
import { endsMessage } from './wire-event.ts';

/** Rows kept: enough to scroll back through a demo, little enough to stay light for hours. */
const maxRows = 150;

export type WirePanel = {
  /** Adds a record, with the number of the event or message that it completed and the path of its request, if any. */
  add: (record: WireRecord, event: number | undefined, path: string | undefined) => void;
  note: (text: string) => void;
  stop: () => void;
};

export function createWirePanel(
  stage: HTMLElement,
  words: Strings,
  countEvents: () => number,
): WirePanel {
  const log = stage.querySelector<HTMLElement>('[data-wire]')!;
  const totals = stage.querySelector<HTMLElement>('[data-totals]')!;
  const pause = stage.querySelector<HTMLButtonElement>('[data-pause]')!;
  const waiting: HTMLElement[] = [];
  /** Rows for the next frame: hundreds may come at once, and each look at the layout costs. */
  let fresh: HTMLElement[] = [];
  let frame = 0;
  const sum = { bytes: 0, payload: 0, messages: 0 };
  /** A demo with controls may hold several connections: a row says whose it is. A single stream leaves no doubt. */
  const hasMany = stage.classList.contains('stage-wide');
  /** The server's clock at the first record: the browser's may differ. */
  let began: number | undefined;
  let paused = false;

  log.replaceChildren();
  totals.textContent = '';
  pause.hidden = false;
  pause.onclick = () => setPaused(!paused);
  setPaused(false);

  function setPaused(next: boolean): void {
    paused = next;
    pause.setAttribute('aria-pressed', String(paused));
    if (!paused) appendSoon(waiting.splice(0));
    label();
  }

  function label(): void {
    pause.textContent = !paused
      ? words.pause
      : waiting.length > 0
        ? `${words.resume} · ${waiting.length}`
        : words.resume;
    pause.title = paused ? fill(words.pausedCount, { count: waiting.length }) : '';
  }

  function push(row: HTMLElement): void {
    if (!paused) return appendSoon([row]);
    waiting.push(row);
    if (waiting.length > maxRows) waiting.shift();
    label();
  }

  function appendSoon(rows: HTMLElement[]): void {
    fresh = [...fresh, ...rows].slice(-maxRows);
    frame ||= requestAnimationFrame(append);
  }

  function append(): void {
    frame = 0;
    const follows = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    log.append(...fresh);
    fresh = [];
    while (log.childElementCount > maxRows) log.firstElementChild?.remove();
    if (follows) log.scrollTop = log.scrollHeight;
  }

  function say(text: string): string {
    return fill(text, { ...sum, events: countEvents() });
  }

  return {
    add(record, event, path) {
      if (record.from !== 'host') sum.bytes += record.size;
      // A WebSocket carries messages, and never an event stream.
      if (record.webSocket) sum.messages += Number(endsMessage(record.webSocket));
      else sum.payload += payloadSize(record);
      began ??= record.at;
      push(row(record, event, words, began, hasMany ? whose(record, path, words) : ''));
      totals.textContent = say(sum.messages > 0 ? words.totalsWithMessages : words.totals);
    },
    note: (text) => push(element('p', 'wire-note', text)),
    stop: () => (pause.hidden = true),
  };
}

function row(
  record: WireRecord,
  event: number | undefined,
  words: Strings,
  began: number,
  owner: string,
): HTMLElement {
  const made = element('div', `wire-row from-${record.from} kind-${record.kind}`);
  const meta = element('p', 'wire-meta');
  meta.append(
    element('span', 'wire-from', sender(record, words)),
    element('span', 'wire-kind', kind(record, words)),
    ...(owner ? [element('span', 'wire-whose', owner)] : []),
    element(
      'span',
      'wire-size',
      record.from === 'host' || record.kind === 'closed' ? '' : `${record.size} B`,
    ),
    element('span', 'wire-time', `+${inSeconds(Math.max(0, record.at - began))} s`),
  );
  if (event !== undefined) {
    made.dataset['event'] = String(event);
    meta.append(element('span', 'wire-became', fill(became(record, words), { n: event })));
  }
  made.append(meta);
  const bytes = record.bytes === undefined ? [] : showBytes(record);
  if (bytes.length > 0) {
    const block = element('pre', 'wire-bytes');
    block.append(...bytes);
    if (record.cut)
      block.append(
        element('span', 'framing', `\n${fill(words.shortened, { bytes: record.size })}`),
      );
    made.append(block);
  }
  return made;
}

function became({ webSocket }: WireRecord, words: Strings): string {
  return webSocket ? words.becameMessage : words.becameEvent;
}

/** The connection of a record, and its request, if any: `connection 3 · events?n=7`. */
function whose(record: WireRecord, path: string | undefined, words: Strings): string {
  const connection = fill(words.onConnection, { n: record.connection });
  return [connection, ...(path === undefined ? [] : [path])].join(' · ');
}

/** The end of a response is nobody's doing in particular: its reason says whose. */
function sender({ from, kind }: WireRecord, words: Strings): string {
  if (kind === 'closed') return '';
  return { browser: words.fromBrowser, server: words.fromServer, host: words.fromHost }[from];
}

function kind(record: WireRecord, words: Strings): string {
  const { frame, webSocket, reason = '' } = record;
  if (webSocket) return describeFrame(webSocket, words.webSocket);
  if (frame?.type === 'PREFACE') return words.preface;
  if (frame)
    return [frame.type, ...(frame.streamId ? [`#${frame.streamId}`] : []), ...frame.flags].join(
      ' ',
    );
  if (record.kind === 'fault')
    return words.faults[reason as keyof Strings['faults']]?.name ?? reason;
  if (record.kind === 'closed')
    return `${endOf(record, words)}: ${words.reasons[reason as keyof Strings['reasons']] ?? reason}`;
  const names = {
    'request-head': words.requestHead,
    'response-head': words.responseHead,
    chunk: words.chunk,
    'last-chunk': words.lastChunk,
    body: words.body,
    frame: '',
    'ws-frame': '',
  };
  return names[record.kind];
}

function endOf({ protocol }: WireRecord, words: Strings): string {
  return protocol === 'WebSocket' ? words.webSocket.end : words.connectionEnd;
}

/** A frame's header in words: opcode, FIN, mask, length, and what is wrong with it. */
function describeFrame(frame: WebSocketFrame, words: Strings['webSocket']): string {
  const { opcode, fin, mask, content, length, problem, incomplete } = frame;
  const parts = [
    words.opcodes[opcode as keyof typeof words.opcodes] ?? `${words.unknown} ${opcode}`,
    ...(fin ? ['FIN'] : [words.more]),
    ...frame.rsv,
    ...(content === 'compressed' ? [words.compressed] : []),
    mask ? words.masked : words.notMasked,
    fill(words.length, { bytes: length }),
    ...(incomplete ? [words.incomplete] : []),
    ...(problem ? [fill(words.problem, { problem: words.problems[problem] })] : []),
  ];
  return parts.join(' · ');
}
