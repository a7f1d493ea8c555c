import type { ServerResponse } from 'node:http';

export type Reader = {
  name: string;
  /** The card under this reader's cursor. */
  on: string;
};

/** Who is here: everybody whose stream is open. */
export const readers = new Map<ServerResponse, Reader>();

/** A reader who does not read may keep so many bytes waiting. */
const mostWaiting = 100_000;

// #region publish
/** Sends one event to everybody, its author too. */
export function publish(type: string, data: object, id?: number): void {
  const bytes = encode(type, data, id);
  for (const res of readers.keys()) {
    res.write(bytes);
    if (res.writableLength > mostWaiting) res.destroy();
  }
}
// #endregion publish

// #region encode
/** The bytes of an event. Only a change of the board has an id. */
export function encode(
  type: string,
  data: object,
  id?: number,
): string {
  const number = id === undefined ? '' : `id: ${id}\n`;
  return `${number}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
// #endregion encode
