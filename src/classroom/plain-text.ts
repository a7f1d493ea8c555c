// Text that a stranger typed and a class will see on a wall.

/** Controls, and what turns the direction of the text around it: https://www.unicode.org/reports/tr9/ */
const unseen = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
/** More marks on one letter than any language has. */
const piledUp = /(\p{M}{4})\p{M}+/gu;

/** One line of visible text. Markup in it is left alone: nobody ever reads it as such. */
export function toPlainText(typed: string): string {
  return typed
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(unseen, '')
    .replace(piledUp, '$1')
    .trim();
}
