/** Milliseconds as seconds with one decimal, in the page's language: `3.0`, `3,0`. */
export function inSeconds(milliseconds: number): string {
  const format = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, format).format(milliseconds / 1000);
}
