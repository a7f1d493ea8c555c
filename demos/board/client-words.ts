export type Say = (key: string, values?: Values) => string;
type Values = Record<string, string | number>;

/** The view's phrases, in the language of whoever reads it. */
export function phrasesOf(view: HTMLElement): Say {
  return (key, values = {}) =>
    (view.getAttribute(`data-${key}`) ?? '').replace(
      /\{(\w+)\}/g,
      (_, name: string) => String(values[name]),
    );
}
