/** Writes a number as in the language of the page; a dash for none. */
export function write(
  place: Element,
  value: number | undefined,
  digits = 1,
): void {
  place.textContent = inWords(value, digits);
}

export function inWords(value: number | undefined, digits = 1): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  return value.toLocaleString(document.documentElement.lang, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
