// Texts of a stream as nodes: what cannot be seen has a label.

const labels: Record<string, string> = {
  '\r': 'CR',
  '\n': 'LF',
  '\t': 'TAB',
  '\0': 'NUL',
  '\u{feff}': 'BOM',
  '\u{fffd}': 'U+FFFD',
  ' ': 'SP',
};

/** A text, its control characters as labels. */
export function visible(text: string): Node[] {
  return text.split(/([\0-\x1f\x7f\ufeff\ufffd])/).flatMap((part) => {
    if (part === '') return [];
    return [isSign(part) ? make('span', 'control', labelOf(part)) : part].map(toNode);
  });
}

const toNode = (piece: string | Node): Node =>
  typeof piece === 'string' ? document.createTextNode(piece) : piece;

const isSign = (part: string): boolean => /^[\0-\x1f\x7f\ufeff\ufffd]$/.test(part);

function labelOf(sign: string): string {
  return labels[sign] ?? `x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** What a byte looks like in its cell: ASCII as itself, controls by name, others not at all. */
export function glyphOf(byte: number): string {
  if (byte > 0x7e) return byte === 0x7f ? 'DEL' : '·';
  const sign = String.fromCharCode(byte);
  return byte < 0x21 ? labelOf(sign) : sign;
}

export const hexOf = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

type Attributes = Record<string, string>;

/** An element with a class, and text or children. Text is always text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  content: string | Node[] = '',
  attributes: Attributes = {},
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...(typeof content === 'string' ? [content] : content));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A button that does something. */
export function button(text: string, className: string, onPress: () => void): HTMLButtonElement {
  const made = make('button', className, text, { type: 'button' });
  made.onclick = onPress;
  return made;
}
