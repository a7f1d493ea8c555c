/** A frame that the wire carried, as far as it is looked at here. */
export type Frame = {
  from: 'browser' | 'server';
  bytes: Uint8Array;
  webSocket: {
    opcode: string;
    length: number;
    mask?: number[];
    closeCode?: number;
    closeReason?: string;
  };
};

/** A field of a frame: its name, its bytes or bits, what it says. */
export type Field = [name: string, bits: string, says: string];

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((one) => one.toString(16).padStart(2, '0')).join(' ');

// #region fields
/** Takes a frame apart, field by field: RFC 6455 5.2. */
export function fieldsOf({ bytes, webSocket }: Frame): Field[] {
  const [first = 0, second = 0] = bytes;
  const bits = (from: number, to: number): string =>
    (first * 256 + second)
      .toString(2)
      .padStart(16, '0')
      .slice(from, to);
  const fields: Field[] = [
    ['FIN', bits(0, 1), ''],
    ['RSV', bits(1, 4), ''],
    ['opcode', bits(4, 8), webSocket.opcode],
    ['MASK', bits(8, 9), ''],
    ['length', bits(9, 16), String(second & 127)],
  ];
  // #endregion fields
  const more = { 126: 2, 127: 8 }[second & 127] ?? 0;
  const key = 2 + more;
  const body = key + (webSocket.mask ? 4 : 0);
  const { length, mask } = webSocket;
  if (more)
    fields.push(['length+', hex(bytes.slice(2, key)), String(length)]);
  if (mask) fields.push(['key', hex(bytes.slice(key, body)), '']);
  const sent = bytes.slice(body, body + 24);
  const clear = sent.map((one, at) => one ^ (mask?.[at % 4] ?? 0));
  const { closeCode, closeReason } = webSocket;
  const text = closeCode
    ? `${closeCode} ${closeReason}`
    : new TextDecoder().decode(clear);
  if (length > 0) fields.push(['payload', hex(sent), text]);
  return fields;
}
