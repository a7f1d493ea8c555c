// Compresses the built files once, at build time, so that serving them costs nothing.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = /\.(html|css|js|mjs|json|svg|txt|xml|wasm|webmanifest)$/;

/** Below this a packet is a packet. */
const smallest = 1024;

const encoders: [extension: string, (bytes: Buffer) => Promise<Buffer>][] = [
  ['br', (bytes) => promisify(brotliCompress)(bytes, { params: brotliParams(bytes) })],
  ['gz', (bytes) => promisify(gzip)(bytes, { level: 9 })],
];

function brotliParams(bytes: Buffer): Record<number, number> {
  return {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    // A chapter as one block: its second half repeats the first.
    [constants.BROTLI_PARAM_LGBLOCK]: 20,
  };
}

/**
 * Writes `<file>.br` and `<file>.gz` beside every text file over 1 kB that becomes smaller.
 * @returns how many files were compressed
 */
export async function compressDist(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => compressible.test(name)).map((name) => join(folder, name));
  const done = await Promise.all(files.map(compressFile));
  return done.filter(Boolean).length;
}

async function compressFile(file: string): Promise<boolean> {
  const bytes = await readFile(file);
  if (bytes.length < smallest) return false;
  for (const [extension, encode] of encoders) {
    const encoded = await encode(bytes);
    if (encoded.length < bytes.length) await writeFile(`${file}.${extension}`, encoded);
  }
  return true;
}
