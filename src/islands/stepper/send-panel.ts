// "Send it for real": the stream, cut where the reader cut it, through the lab to a real EventSource.
import { fetchOrigins, type Origins } from '../stage/companion.ts';
import { composerAddress, isSame, receive } from './send.ts';
import type { StreamEvent } from '../../sse/parse.ts';
import { button, make } from './show.ts';
import { eventItem } from './state-panel.ts';
import type { Shown } from './stepper.ts';
import { counted, fill, type Strings } from './words.ts';

type Protocol = 'http1' | 'http2';
type Actions = {
  onCut: () => void;
  onJoinAll: () => void;
  onProtocol: (protocol: Protocol) => void;
};

export function createSendPanel(id: string, words: Strings, first: Protocol, actions: Actions) {
  let shown: Shown | undefined;
  let protocol = first;
  let sending: AbortController | undefined;
  const cut = button(words.cutHere, 'stepper-move', actions.onCut);
  const join = button(words.removeCuts, 'stepper-move', actions.onJoinAll);
  const cuts = make('p', 'stepper-cuts');
  const press = button(words.send, 'stage-start stepper-send', () => void sendNow());
  const verdict = make('p', 'stepper-verdict', '', { role: 'status' });
  const details = make('div', 'stepper-result');

  async function sendNow(): Promise<void> {
    stop();
    if (!shown || shown.trace.bytes.length === 0) return say(words.nothingToSend);
    const attempt = (sending = new AbortController());
    say(words.sending);
    const outcome = await sendStream(shown, protocol, attempt.signal, words);
    if (attempt.signal.aborted) return;
    verdict.replaceChildren(...outcome.verdict);
    verdict.dataset['verdict'] = outcome.kind;
    details.replaceChildren(...outcome.details);
  }

  function say(text: string): void {
    verdict.textContent = text;
    delete verdict.dataset['verdict'];
    details.replaceChildren();
  }

  function stop(): void {
    sending?.abort();
    sending = undefined;
  }

  const choose = (chosen: Protocol) => {
    protocol = chosen;
    stop();
    say('');
    actions.onProtocol(chosen);
  };
  return {
    stop,
    element: make('section', 'stepper-sending', [
      make('p', 'stepper-title', words.sendTitle),
      make('p', 'stepper-hint', words.sendHint),
      make('div', 'stepper-buttons', [cut, join]),
      cuts,
      make('div', 'stepper-buttons', [protocols(id, words, first, choose), press]),
      verdict,
      details,
    ]),
    show(now: Shown) {
      const isOther = shown?.trace !== now.trace || !sameCuts(shown.cuts, now.cuts);
      // What was said is about another stream.
      if (isOther) {
        stop();
        say('');
      }
      shown = now;
      const { at, trace } = now;
      cut.disabled = at === 0 || at >= trace.bytes.length;
      cut.textContent = now.cuts.has(at) ? words.joinHere : words.cutHere;
      join.disabled = now.cuts.size === 0;
      cuts.textContent = sayCuts([...now.cuts], words);
    },
  };
}

const sameCuts = (one: ReadonlySet<number>, other: ReadonlySet<number>) =>
  [...one].join() === [...other].join();

function sayCuts(cuts: number[], words: Strings): string {
  if (cuts.length === 0) return words.cuts.one;
  return fill(words.cuts.more, { pieces: cuts.length + 1, places: cuts.join(', ') });
}

function protocols(
  id: string,
  words: Strings,
  first: Protocol,
  onChoose: (protocol: Protocol) => void,
): HTMLElement {
  const choice = (value: Protocol, name: string) => {
    const input = make('input', '', '', { type: 'radio', name: `${id}-protocol`, value });
    input.checked = value === first;
    input.onchange = () => onChoose(value);
    const shape = make('span', `protocol-mark protocol-${value}`, '', { 'aria-hidden': 'true' });
    return make('label', 'choice', [input, shape, document.createTextNode(name)]);
  };
  return make('fieldset', 'choices', [
    make('legend', 'sr-only', words.protocol),
    choice('http1', 'HTTP/1.1'),
    choice('http2', 'HTTP/2'),
  ]);
}

type Outcome = {
  kind: 'agree' | 'differ' | 'trouble';
  verdict: (string | Node)[];
  details: Node[];
};

async function sendStream(
  { trace, cuts }: Shown,
  protocol: Protocol,
  signal: AbortSignal,
  words: Strings,
): Promise<Outcome> {
  if (!('EventSource' in window)) return trouble(words.noEventSource);
  const origins = await fetchOrigins();
  if (!origins) return trouble(words.gone);
  const lab = protocol === 'http2' ? origins.labTls : origins.lab;
  const { bytes, events } = trace;
  const types = events.map(({ type }) => type);
  const got = await receive({ lab, bytes, cuts: [...cuts], types, signal });
  if (!got) return trouble(...(await whyNot(protocol, origins, words)));
  const address = composerAddress({ lab, bytes, cuts: [...cuts] });
  const how = make('p', 'stepper-how', sayPieces(protocol, cuts.size + 1, words));
  const flags = protocol === 'http2' ? '-Nk --http2' : '-N --raw';
  const command = make('pre', 'stepper-command', `curl ${flags} '${address}'`, { tabindex: '0' });
  return {
    ...compare(events, got, words),
    details: [...comparison(events, got, words), how, command],
  };
}

const trouble = (...verdict: (string | Node)[]): Outcome => ({
  kind: 'trouble',
  verdict,
  details: [],
});

/** A stream over TLS that does not open is most likely one whose certificate nobody has accepted. */
async function whyNot(
  protocol: Protocol,
  { labTls }: Origins,
  words: Strings,
): Promise<(string | Node)[]> {
  if (protocol === 'http1' || !(await fetchOrigins())) return [words.gone];
  const [before = '', after = ''] = words.certificate.split('{link}');
  const link = make('a', '', words.certificateLink, {
    href: `${labTls}/trust`,
    target: '_blank',
    rel: 'noopener',
  });
  return [before, link, after];
}

function compare(
  parsed: StreamEvent[],
  got: StreamEvent[],
  words: Strings,
): Pick<Outcome, 'kind' | 'verdict'> {
  if (!isEqual(parsed, got)) return { kind: 'differ', verdict: [words.differ] };
  const count = parsed.length;
  return { kind: 'agree', verdict: [count === 0 ? words.agree.none : counted(words.agree, count)] };
}

const isEqual = (one: StreamEvent[], other: StreamEvent[]) =>
  one.length === other.length && one.every((event, index) => isSame(event, other[index]));

/** Both lists beside each other; where they agree, one is enough. */
function comparison(parsed: StreamEvent[], got: StreamEvent[], words: Strings): Node[] {
  const list = (title: string, events: StreamEvent[], others: StreamEvent[]) =>
    make('div', 'stepper-dispatched', [
      make('p', 'stepper-label', title),
      make(
        'ol',
        'stepper-events',
        Array.from({ length: Math.max(events.length, others.length) }, (_, index) => {
          const event = events[index];
          const state = isSame(event, others[index]) ? '' : 'differs';
          return event ? eventItem(event, state) : make('li', `nothing ${state}`, words.missing);
        }),
      ),
    ]);
  if (isEqual(parsed, got)) return got.length === 0 ? [] : [list(words.browser, got, got)];
  return [
    make('div', 'stepper-panes', [
      list(words.parser, parsed, got),
      list(words.browser, got, parsed),
    ]),
  ];
}

function sayPieces(protocol: Protocol, count: number, words: Strings): string {
  const forms = protocol === 'http2' ? words.piecesHttp2 : words.piecesHttp1;
  const name = protocol === 'http2' ? 'HTTP/2' : 'HTTP/1.1';
  return fill(words.pieces, { protocol: name, pieces: counted(forms, count) });
}
