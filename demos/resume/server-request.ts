import type { IncomingMessage } from 'node:http';

/** How exactly an id names an event; `coarse` names four at once. */
export type Ids = 'off' | 'on' | 'coarse';

/** What a reader asks for. All of it comes from a stranger. */
export function readRequest(req: IncomingMessage) {
  const url = new URL(req.url ?? '', 'http://demo');
  const query = url.searchParams;
  const name = query.get('reader') ?? 'everyone';
  const ids = readIds(query.get('ids'));
  return {
    path: url.pathname,
    reader: /^[a-z0-9]{1,20}$/.test(name) ? name : undefined,
    ids,
    retry: readRetry(query.get('retry') ?? ''),
    keep: query.get('keep') === '5' ? 5 : 30,
    cut: Number(query.get('cut')),
    last: readLastEventId(req, query.get('last'), ids),
  };
}

function readIds(text: string | null): Ids {
  return text === 'off' || text === 'coarse' ? text : 'on';
}

// #region retry
/** Milliseconds; at random, each reader has its own. */
function readRetry(text: string): number | undefined {
  const random = 1000 + Math.floor(Math.random() * 4000);
  if (text === 'random') return random;
  return /^\d{3,5}$/.test(text) ? Number(text) : undefined;
}
// #endregion retry

// #region last-event-id
/** The last event that the reader has for certain. */
function readLastEventId(
  { headers }: IncomingMessage,
  fromUrl: string | null,
  ids: Ids,
): number | undefined {
  const text = headers['last-event-id'] ?? fromUrl;
  if (!text) return undefined;
  if (!/^\d{1,9}$/.test(String(text))) return NaN;
  return ids === 'coarse' ? Number(text) - 1 : Number(text);
}
// #endregion last-event-id

// #region id-line
/** The id of an event: its number, or the first of its four. */
export function idLine(ids: Ids, number: number): string {
  if (ids === 'off') return '';
  if (ids === 'on') return `id: ${number}\n`;
  return `id: ${number - ((number - 1) % 4)}\n`;
}
// #endregion id-line
