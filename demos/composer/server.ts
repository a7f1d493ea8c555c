import type { IncomingMessage, ServerResponse } from 'node:http';

const example = btoa('data: ask with ?bytes=\n\n');

// #region ask
/** The pieces that an address asks for, or what is wrong with it. */
function readPieces({ searchParams }: URL): Buffer[] | string {
  const written = searchParams.get('bytes') ?? example;
  const cuts = searchParams.get('cuts')?.split(',') ?? [];
  if (!/^[\w-]*$/.test(written)) return 'bytes must be base64url.';
  const bytes = Buffer.from(written, 'base64url');
  if (bytes.length > 2048) return 'bytes may hold 2048 bytes.';
  if (cuts.length > 64) return 'cuts may name 64 places.';
  if (!cuts.every((cut) => /^\d{1,4}$/.test(cut)))
    return 'cuts must be places between bytes: cuts=3,10.';
  return split(bytes, cuts.map(Number));
}
// #endregion ask

function split(bytes: Buffer, cuts: number[]): Buffer[] {
  const inside = cuts.filter((cut) => cut < bytes.length);
  const ends = new Set([0, ...inside, bytes.length]);
  const places = [...ends].sort((a, b) => a - b);
  return places
    .slice(1)
    .map((end, index) => bytes.subarray(places[index], end));
}

// #region send
/** Each piece leaves when the one before it has left. */
function send(
  res: ServerResponse,
  pieces: Buffer[],
  end: boolean,
): void {
  const [piece, ...rest] = pieces;
  if (piece) res.write(piece, () => send(res, rest, end));
  else if (end) res.end();
}
// #endregion send

/** Sends the bytes it is asked for, cut where it is asked to. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const url = new URL(`http://demo${req.url}`);
  const known = url.pathname === '/events';
  const pieces = known ? readPieces(url) : 'The stream is at events.';
  if (typeof pieces === 'string') {
    res.writeHead(known ? 400 : 404, { 'Content-Type': 'text/plain' });
    res.end(`${pieces}\n`);
    return;
  }
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.flushHeaders();
  send(res, pieces, url.searchParams.get('end') === '1');
};
