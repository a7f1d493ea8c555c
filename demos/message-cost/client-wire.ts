import type { Wire } from './client-types.ts';

/** What this page needs to know of a piece that the wire carried. */
type Piece = {
  path: string;
  from: 'browser' | 'server';
  part: 'head' | 'message' | 'control' | 'end';
  size: number;
};

/** Counts what the wire carries for each path. */
export function countWire(
  view: HTMLElement,
  signal: AbortSignal,
): Wire {
  const heads = new Map<string, number>();
  let messages = new Map<string, number>();
  let check = (): void => {};

  // #region count
  function count({ path, from, part, size }: Piece): void {
    if (part === 'head') add(heads, path, size);
    if (part === 'message') add(messages, `${from} ${path}`, size);
    check();
  }
  // #endregion count
  const hear = (event: Event): void =>
    count((event as CustomEvent<Piece>).detail);
  view.addEventListener('wire', hear, { signal });

  return {
    messages: ({ from, path }) => messages.get(`${from} ${path}`) ?? 0,
    heads: ({ path }) => heads.get(path) ?? 0,
    has: (path) => heads.has(path),
    begin: () => {
      messages = new Map();
    },
    until: (isSo) =>
      new Promise((resolve) => {
        check = () => isSo() && resolve();
        check();
      }),
  };
}

function add(
  sums: Map<string, number>,
  key: string,
  size: number,
): void {
  sums.set(key, (sums.get(key) ?? 0) + size);
}
