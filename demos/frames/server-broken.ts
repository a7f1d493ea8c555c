// #region broken
/** Bytes that no server may send, by what is wrong with them. */
export const broken: Record<string, Buffer> = {
  // A server does not mask.
  masked: Buffer.of(0x81, 0x82, 1, 2, 3, 4, 0x49, 0x6b),
  // No standard says what opcode 3 is.
  opcode: Buffer.of(0x83, 0x02, 0x48, 0x69),
  // Text is UTF-8, and this is not.
  text: Buffer.of(0x81, 0x02, 0xc3, 0x28),
  // A control frame carries 125 bytes at most.
  control: Buffer.concat([
    Buffer.of(0x89, 0x7e, 0, 126),
    Buffer.alloc(126),
  ]),
  // There is nothing to continue.
  continued: Buffer.of(0x80, 0x02, 0x48, 0x69),
};
// #endregion broken
