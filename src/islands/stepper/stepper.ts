// The inside of <sse-stepper>: a written stream, its bytes, a place in them, and all that the parser
// knows there. Each panel shows one thing; this file holds what they share.
import { copyAndSay } from '../copy-code.ts';
import { addressOf, readAddress, type Place } from './address.ts';
import { createByteCells } from './byte-cells.ts';
import { createMoves } from './moves.ts';
import { createSendPanel } from './send-panel.ts';
import { button, make } from './show.ts';
import { createSourcePanel } from './source-panel.ts';
import { createStatePanel } from './state-panel.ts';
import { traceStream, type Trace } from './trace.ts';
import { strings, type Strings } from './words.ts';

/** What every panel is given: the stream as traced, and where in it the reader is. */
export type Shown = { trace: Trace; at: number; cuts: ReadonlySet<number> };

/**
 * Builds the controls of a stepper in its element.
 * @returns what closes the connection it may have open
 */
export function buildStepper(host: HTMLElement): () => void {
  const words = strings(document.documentElement.lang);
  const given = readAddress(host.id);
  const place: Place = {
    written: given.written ?? words.presets.lines.stream,
    at: given.at ?? 0,
    cuts: given.cuts ?? [],
    protocol: given.protocol ?? 'http1',
  };
  let trace = traceStream(new Uint8Array());

  const cells = createByteCells(words, { onGo: go, onCut: toggleCut });
  const moves = createMoves(host.id, words, { onGo: go, onCut: () => toggleCut(place.at) });
  const state = createStatePanel(words);
  const send = createSendPanel(host.id, words, place.protocol, {
    onCut: () => toggleCut(place.at),
    onJoinAll: () => setCuts([]),
    onProtocol: (protocol) => (place.protocol = protocol),
  });
  const source = createSourcePanel(host.id, words, (written, bytes, isFirst) => {
    place.written = written;
    trace = traceStream(bytes);
    if (!isFirst) Object.assign(place, { at: 0, cuts: [] });
    cells.load(trace);
    show();
  });

  function go(at: number): void {
    place.at = at;
    show();
  }

  function toggleCut(at: number): void {
    const cuts = new Set(place.cuts);
    if (!cuts.delete(at)) cuts.add(at);
    setCuts([...cuts]);
  }

  function setCuts(cuts: number[]): void {
    place.cuts = cuts;
    show();
  }

  function show(): void {
    const { length } = trace.bytes;
    place.at = Math.max(0, Math.min(length + 1, Math.trunc(place.at)));
    place.cuts = place.cuts
      .filter((cut) => cut > 0 && cut < length)
      .sort((one, other) => one - other)
      .slice(0, 64);
    const shown = { trace, at: place.at, cuts: new Set(place.cuts) };
    for (const panel of [cells, moves, state, send]) panel.show(shown);
  }

  host.querySelector('[data-without]')?.remove();
  host.append(
    source.element,
    cells.element,
    moves.element,
    state.element,
    linkRow(words, () => addressOf(host.id, place)),
    send.element,
  );
  source.load(place.written);
  host.dataset['ready'] = '';
  return send.stop;
}

function linkRow(words: Strings, address: () => string): HTMLElement {
  const copy = button(words.copyLink, 'quiet', () => void copyAndSay(copy, address()));
  copy.dataset['copied'] = words.copied;
  return make('p', 'stepper-link', [copy]);
}
