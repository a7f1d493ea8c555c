import type { ServerResponse } from 'node:http';

const open = new Map<string, Set<ServerResponse>>();

/** How many streams a reader holds: all tabs of one browser. */
export function count(reader: string): number {
  return open.get(reader)?.size ?? 0;
}

// #region enter
/** Counts a stream until it closes; all of its reader's hear it. */
export function enter(reader: string, res: ServerResponse): void {
  const streams = open.get(reader) ?? new Set();
  open.set(reader, streams.add(res));
  tell(streams);
  res.on('close', () => {
    streams.delete(res);
    if (streams.size === 0) open.delete(reader);
    tell(streams);
  });
}

/** Without an id: the last event ID stays that of the news. */
function tell(streams: Set<ServerResponse>): void {
  for (const res of streams)
    res.write(`event: streams\ndata: ${streams.size}\n\n`);
}
// #endregion enter
