// An event stream as a person writes it: text, in which control characters and single bytes are
// escapes. Between this and the bytes, nothing is lost.

/** The bytes that a written stream means, or the first escape that is none. */
export type Written = { bytes: Uint8Array } | { wrong: string };

const characters: Record<string, number> = { n: 10, r: 13, t: 9, '\\': 92 };
const escape = /\\(?:([nrt\\])|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|(.?))/gu;

/** Reads escapes: `\n \r \t \\`, `\xFF` (one byte), `\u{1F600}` (a character). */
export function readWritten(text: string): Written {
  const bytes: number[] = [];
  const add = (piece: string) => {
    for (const byte of new TextEncoder().encode(piece)) bytes.push(byte);
  };
  // A textarea says LF whatever the system's line end is; pasted text may say more.
  const source = text.replace(/\r\n?/g, '\n');
  let from = 0;
  for (const { 0: whole, 1: letter, 2: byte, 3: codePoint, index } of source.matchAll(escape)) {
    add(source.slice(from, index));
    from = index + whole.length;
    if (letter) bytes.push(characters[letter]!);
    else if (byte) bytes.push(parseInt(byte, 16));
    else if (codePoint && parseInt(codePoint, 16) <= 0x10ffff)
      add(String.fromCodePoint(parseInt(codePoint, 16)));
    else return { wrong: whole };
  }
  add(source.slice(from));
  return { bytes: Uint8Array.from(bytes) };
}

const written: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** A text with its control characters, and those that cannot be seen, as escapes. */
export function writeEscapes(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\\\u2028\u2029\ufeff]/g, (sign) => {
    const code = sign.charCodeAt(0);
    const digits = code.toString(16).toUpperCase();
    // Beyond ASCII, \x would be one byte of what UTF-8 writes with two.
    return written[sign] ?? (code > 0x7f ? `\\u{${digits}}` : `\\x${digits.padStart(2, '0')}`);
  });
}
