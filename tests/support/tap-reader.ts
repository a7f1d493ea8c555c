// Reads a wire tap as a page does: an event stream on the site's origin.
import { createParser, type StreamEvent } from '../../src/sse/parse.ts';
import type { WireRecord } from '../../src/server/wire-record.ts';
import { openRaw, type RawClient } from './raw-client.ts';

export type TapReader = {
  records: () => WireRecord[];
  events: () => StreamEvent[];
  /** Resolves with the first record that satisfies, among those there and those to come. */
  find: (wanted: (record: WireRecord) => boolean) => Promise<WireRecord>;
  leave: () => void;
};

let taps = 0;

/** A tap id that no other test of this process has. */
export function newTap(): string {
  return `test${String(process.pid % 1000).padStart(4, '0')}${String(++taps).padStart(4, '0')}`;
}

/** Opens a tap of a site's origin, as a page that has seen the record `after`. */
export function readTap(
  site: string,
  tap: string,
  fields: Record<string, string> = {},
  query = '',
): TapReader {
  const client = openRaw(site, `/api/tap/${tap}${query}`, fields);
  const events = () => parseEvents(bodyOf(client));
  const records = () =>
    events()
      .filter(({ type }) => type === 'record')
      .map(({ data }) => JSON.parse(data) as WireRecord);
  return {
    events,
    records,
    async find(wanted) {
      await client.until(() => records().some(wanted));
      return records().find(wanted)!;
    },
    leave: client.leave,
  };
}

/** The events of complete bytes. */
export function parseEvents(body: Buffer): StreamEvent[] {
  const events: StreamEvent[] = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(body);
  return events;
}

/** What is inside the chunks of a raw response so far; an incomplete chunk is left out. */
export function bodyOf(client: Pick<RawClient, 'all'>): Buffer {
  const bytes = client.all();
  const head = bytes.indexOf('\r\n\r\n');
  const chunks: Buffer[] = [];
  for (let at = head + 4; head >= 0 && at < bytes.length;) {
    const line = bytes.indexOf('\r\n', at);
    const size = parseInt(bytes.toString('latin1', at, line), 16);
    if (line < 0 || !size || line + 2 + size + 2 > bytes.length) break;
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}

/** The bytes of a record. */
export function bytesOf(record: WireRecord): Buffer {
  return Buffer.from(record.bytes ?? '', 'base64');
}

/** POSTs a fault as a page of the site does. */
export async function causeFault(
  site: string,
  run: string,
  fault: string,
): Promise<{ status: number; body: { applied?: string; error?: string } }> {
  const response = await fetch(`${site}/api/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site },
    body: JSON.stringify({ run, fault }),
  });
  return { status: response.status, body: (await response.json()) as object };
}
