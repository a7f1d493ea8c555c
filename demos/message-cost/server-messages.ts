/** Bytes that a message may have. */
export const largest = 65_536;

export type Kind = 'letters' | 'prices';

// #region compose
/** A message of exactly so many bytes, none of which ends a line. */
export function compose(kind: Kind, size: number): string {
  let text = '';
  while (text.length < size)
    text += kind === 'prices' ? price() : letter();
  return text.slice(0, size);
}

/** Like most news: the same names each time, other numbers. */
function price(): string {
  const value = (100 + Math.random()).toFixed(2);
  return `{"symbol":"OLR","price":${value},"currency":"EUR"},`;
}

/** Nothing to find again: what was compressed or encrypted before. */
function letter(): string {
  return String.fromCharCode(32 + Math.floor(Math.random() * 94));
}
// #endregion compose
