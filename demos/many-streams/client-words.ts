/** Puts values into a sentence of the view: `{open} open`. */
export function say(
  sentence: string | undefined,
  values: Record<string, string | number>,
): string {
  return (sentence ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name]),
  );
}

/** Seconds, written as in the language of the page. */
export function seconds(milliseconds: number): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const { lang } = document.documentElement;
  return (milliseconds / 1000).toLocaleString(lang, digits);
}
