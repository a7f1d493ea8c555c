import { crc32, deflateSync } from 'node:zlib';

/** Pixels of a side that may be asked for. */
export const sides = [18, 72, 144];

/** A picture in PNG: noise, which no compression makes smaller. */
export function picture(side: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // Eight bits a channel, red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: side }, () => row(side));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A row without a filter. */
function row(side: number): Buffer {
  const bytes = Array.from(
    { length: side * 3 },
    () => Math.random() * 256,
  );
  return Buffer.from([0, ...bytes]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
