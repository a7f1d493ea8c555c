// A class's code: read from a wall, typed into a phone.

/** No sign that is taken for another one, when it is read from a wall. */
export const codeSigns = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
export const codeLength = 6;

/** A code as somebody typed it; undefined if it cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  const isCode = code.length === codeLength && [...code].every((sign) => codeSigns.includes(sign));
  return isCode ? code : undefined;
}
