// The response as a line that does not end: solid while open, dotted while the browser is trying,
// a bead for each event, a bar where it closed. Redrawn only when something happens.
import { fill, type Strings } from './words.ts';

type Mark = { at: number } & ({ kind: 'connecting' | 'open' | 'closed' } | { kind: 'event' });
type StreamState = 'connecting' | 'open' | 'closed';

/** Milliseconds that the line shows at first; later it holds the last two minutes. */
const firstSpan = 30_000;
const lastSpan = 120_000;
const height = 24;

export type StateLine = {
  state: (state: StreamState, detail: string) => void;
  event: () => void;
  /** What the server's own record says of protocol and connection. */
  prove: (text: string) => void;
};

export function createStateLine(stage: HTMLElement, words: Strings): StateLine {
  const svg = stage.querySelector<SVGSVGElement>('[data-line]')!;
  const name = stage.querySelector<HTMLElement>('[data-state]')!;
  const detail = stage.querySelector<HTMLElement>('[data-detail]')!;
  const proof = stage.querySelector<HTMLElement>('[data-proof]')!;
  const began = Date.now();
  let marks: Mark[] = [];
  let events = 0;
  let frame = 0;
  // A demo with controls may open its first stream much later: until then nothing asks for Start.
  detail.textContent = '';

  function add(mark: Mark): void {
    marks = forgetOld([...marks, mark]);
    // Hundreds of streams may open at once, and drawing asks the browser for the layout.
    frame ||= requestAnimationFrame(draw);
  }

  function draw(): void {
    frame = 0;
    const width = svg.clientWidth || 600;
    const now = Date.now();
    const from = Math.max(began, now - lastSpan);
    const span = Math.max(firstSpan, now - from);
    const x = (at: number) => 8 + ((Math.max(at, from) - from) / span) * (width - 16);
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute(
      'aria-label',
      fill(words.lineLabel, { events, seconds: Math.round((now - began) / 1000) }),
    );
    svg.replaceChildren(...segments(marks, now, x), ...beads(marks, x));
  }

  return {
    state(state, text) {
      name.textContent = words[state];
      detail.textContent = text;
      stage.dataset['state'] = state;
      const last = marks.findLast(({ kind }) => kind !== 'event');
      if (last?.kind !== state) add({ at: Date.now(), kind: state });
    },
    event() {
      events++;
      add({ at: Date.now(), kind: 'event' });
    },
    prove: (text) => (proof.textContent = text),
  };
}

/** Keeps what the line can show, and the state that it begins with. */
function forgetOld(marks: Mark[]): Mark[] {
  const limit = Date.now() - lastSpan;
  const begin = marks.findLastIndex((mark) => mark.kind !== 'event' && mark.at < limit);
  return marks.filter(
    (mark, index) => index >= begin && (mark.at >= limit || mark.kind !== 'event'),
  );
}

function segments(marks: Mark[], now: number, x: (at: number) => number): SVGElement[] {
  const states = marks.filter((mark) => mark.kind !== 'event');
  return states.map(({ at, kind }, index) => {
    const to = x(states[index + 1]?.at ?? now);
    if (kind !== 'closed')
      return shape('line', `segment-${kind}`, {
        x1: x(at),
        x2: Math.max(to, x(at) + 1),
        y1: 12,
        y2: 12,
      });
    return shape('line', 'segment-closed', { x1: x(at), x2: x(at), y1: 4, y2: 20 });
  });
}

function beads(marks: Mark[], x: (at: number) => number): SVGElement[] {
  return marks
    .filter((mark) => mark.kind === 'event')
    .map(({ at }) => shape('circle', 'bead', { cx: x(at), cy: 12, r: 5 }));
}

function shape(tag: string, className: string, attributes: Record<string, number>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  made.setAttribute('class', className);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value.toFixed(1));
  return made;
}
