import type { Wire } from './client-types.ts';

/** What this page needs to know of a piece that the wire carried. */
type Piece = {
  path: string;
  connection: number;
  from: 'browser' | 'server';
  part: 'head' | 'message' | 'control' | 'end';
  size: number;
};

/** Counts what the wire carries, by the name of what was asked for. */
export function countWire(
  view: HTMLElement,
  signal: AbortSignal,
): Wire {
  const all: Piece[] = [];
  let begun = 0;
  let check = (_path: string): void => {};
  const nameOf = ({ path }: Piece): string => path.split('?')[0]!;
  const sum = (is: (piece: Piece) => boolean): number =>
    all
      .slice(begun)
      .filter(is)
      .reduce((total, { size }) => total + size, 0);

  view.addEventListener(
    'wire',
    (event) => {
      const piece = (event as CustomEvent<Piece>).detail;
      all.push(piece);
      check(piece.path);
    },
    { signal },
  );

  return {
    bytes: (name, from) =>
      sum((one) => nameOf(one) === name && one.from === from),
    messages: (name) =>
      sum((one) => nameOf(one) === name && one.part === 'message'),
    connections(...names) {
      const used = all.filter((one) => names.includes(nameOf(one)));
      return new Set(used.map(({ connection }) => connection)).size;
    },
    begin: () => void (begun = all.length),
    until: (path) =>
      new Promise((resolve) => {
        check = (carried) => void (carried === path && resolve());
      }),
  };
}
