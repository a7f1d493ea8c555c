// Requests and bytes of each path, by the server's own count. A demo that compares ways to ask says
// where to write them: `<td data-requests-of="poll">`, `<td data-bytes-of="poll">`.
import type { WireRecord } from '../../server/wire-record.ts';
import { beginsRequest } from './record-paths.ts';

export type Traffic = {
  /** @param path of the record's request, if any */
  count: (record: WireRecord, path: string | undefined) => void;
  /** Records are missing: what is counted is the least that there was. */
  lost: () => void;
};

export function countTraffic(view: HTMLElement): Traffic {
  const sums = new Map<string, { requests: number; bytes: number }>();
  const format = new Intl.NumberFormat(document.documentElement.lang);
  let atLeast = '';

  function write(path: string, { requests, bytes }: { requests: number; bytes: number }): void {
    const to = (name: string, count: number) => {
      for (const output of view.querySelectorAll(`[data-${name}-of="${CSS.escape(path)}"]`))
        output.textContent = `${atLeast}${format.format(count)}`;
    };
    to('requests', requests);
    to('bytes', bytes);
  }

  function add(path: string, record: WireRecord): void {
    const sum = sums.get(path) ?? { requests: 0, bytes: 0 };
    if (beginsRequest(record)) sum.requests++;
    sum.bytes += record.size;
    sums.set(path, sum);
    write(path, sum);
  }

  return {
    count(record, path) {
      for (const one of path === undefined ? [] : pathAndAbove(path.split('?')[0]!))
        add(one, record);
    },
    lost: () => void (atLeast = '≥ '),
  };
}

/** `cards/7` counts for `cards` as well. */
function pathAndAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}
