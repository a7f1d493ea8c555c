/** Writes a number as in the language of the page. */
export function write(
  place: Element,
  value: number,
  digits: number,
): void {
  place.textContent = value.toLocaleString(
    document.documentElement.lang,
    { minimumFractionDigits: digits, maximumFractionDigits: digits },
  );
}
