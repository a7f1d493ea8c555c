export type Values = Record<string, string | number>;

/** A word of the view's own, with these values in it. */
export function wordIn(
  view: HTMLElement,
  word: string,
  values: Values = {},
): string {
  const words = view.querySelector<HTMLElement>('[data-waits]')!;
  const put = (_: string, key: string): string => String(values[key]);
  return words.dataset[word]!.replace(/\{(\w+)\}/g, put);
}

/** The seconds since then, written as in the language of the page. */
export function secondsSince(began: number): string {
  const seconds = (performance.now() - began) / 1000;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return seconds.toLocaleString(document.documentElement.lang, digits);
}
