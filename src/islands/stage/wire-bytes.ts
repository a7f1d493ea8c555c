// Bytes made visible: text as text, control characters as quiet labels, frame headers as hex.
import type { WebSocketFrame, WireRecord } from '../../server/wire-record.ts';

const controlNames: Record<string, string> = {
  '\r': 'CR',
  '\n': 'LF',
  '\t': 'TAB',
  '\0': 'NUL',
  '\u{feff}': 'BOM',
};

/** What is kept of a record's bytes, as they travelled. */
export function bytesOf(record: WireRecord): Uint8Array {
  return Uint8Array.from(atob(record.bytes ?? ''), (char) => char.charCodeAt(0));
}

/** The part of a record that is body or message, without chunk framing, frame header and mask. */
export function payloadOf(record: WireRecord): Uint8Array {
  const [start, length] = record.payload ?? [0, 0];
  const payload = bytesOf(record).subarray(start, start + length);
  const mask = record.webSocket?.mask;
  return mask ? payload.map((byte, at) => byte ^ mask[at % 4]!) : payload;
}

/** How many bytes of a record are body or message, those included of which only the number is kept. */
export function payloadSize({ kind, size, payload, cut, webSocket }: WireRecord): number {
  const [start, length] = payload ?? [0, 0];
  if (!payload || !cut) return length;
  // A chunk's data is followed by a line end (RFC 9112 7.1); what came of a frame ends with it.
  return webSocket || kind !== 'chunk' ? size - start : size - start - 2;
}

/** The record's bytes as nodes, framing told apart from payload. */
export function showBytes(record: WireRecord): Node[] {
  if (record.frame) return showFrame(record);
  if (record.webSocket) return showWebSocketFrame(record, record.webSocket);
  const bytes = bytesOf(record);
  const [start, length] = record.payload ?? [0, bytes.length];
  return [
    ...framing(visible(bytes.subarray(0, start))),
    ...visible(bytes.subarray(start, start + length)),
    ...framing(visible(bytes.subarray(start + length))),
  ];
}

function showFrame(record: WireRecord): Node[] {
  const { frame } = record;
  const bytes = bytesOf(record);
  if (frame?.type === 'PREFACE') return visible(bytes);
  const header = framing([document.createTextNode(`${hex(bytes.subarray(0, 9))}\n`)]);
  const lines = [
    ...(frame?.headers ?? []).map(([name, value]) => `${name}: ${value}`),
    ...(frame?.settings ?? []).map(([name, value]) => `${name} = ${value}`),
    ...(frame?.increment === undefined ? [] : [`+${frame.increment}`]),
    ...(frame?.errorCode ? [frame.errorCode] : []),
    ...(frame?.detail ? [frame.detail] : []),
  ];
  if (record.payload) return [...header, ...visible(payloadOf(record))];
  return [...header, document.createTextNode(lines.join('\n'))];
}

/** Bytes of a payload shown in hex: enough to see what it is. */
const mostHex = 128;

/** The header in hex, with the masking key at its end; below it the payload without its mask. */
function showWebSocketFrame(record: WireRecord, frame: WebSocketFrame): Node[] {
  const payload = payloadOf(record);
  const [start] = record.payload ?? [0];
  const header = framing([document.createTextNode(hex(bytesOf(record).subarray(0, start)))]);
  if (payload.length === 0) return header;
  return [...header, document.createTextNode('\n'), ...showMessage(payload, frame)];
}

function showMessage(payload: Uint8Array, { content, ...frame }: WebSocketFrame): Node[] {
  if (frame.closeCode !== undefined)
    return [document.createTextNode(`${frame.closeCode} `), ...visible(payload.subarray(2))];
  if (content !== 'binary' && content !== 'compressed') return visible(payload);
  const more = payload.length > mostHex ? ' …' : '';
  return [document.createTextNode(hex(payload.subarray(0, mostHex)) + more)];
}

function visible(bytes: Uint8Array): Node[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return text
    .split(/([\0-\x1f\x7f\ufeff])/)
    .flatMap((part) => (part === '' ? [] : controlOrText(part)));
}

function controlOrText(part: string): Node[] {
  const name =
    controlNames[part] ??
    (/^[\0-\x1f\x7f]$/.test(part) ? `x${hex(Uint8Array.of(part.charCodeAt(0)))}` : undefined);
  if (!name) return [document.createTextNode(part)];
  const label = element('span', 'control', name);
  return part === '\n' ? [label, document.createTextNode('\n')] : [label];
}

function framing(nodes: Node[]): Node[] {
  if (nodes.length === 0) return [];
  const span = element('span', 'framing');
  span.append(...nodes);
  return [span];
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** An element with a class and text; text is always text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
