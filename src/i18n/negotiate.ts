/**
 * Chooses a language by `Accept-Language`, weights honoured, regions ignored (`es-MX` is `es`).
 * @param header the header's value, null when there is none
 * @param available the languages there are; the first one is the default
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-12.5.4
 */
export function chooseLocale<L extends string>(
  header: string | null,
  available: readonly [L, ...L[]],
): L {
  const wishes = parseWishes(header ?? '');
  const refused = wishes.filter(({ weight }) => weight === 0).map(({ language }) => language);
  for (const { language, weight } of wishes) {
    if (weight === 0) continue;
    const match = available.find((locale) =>
      language === '*' ? !refused.includes(locale) : locale === language,
    );
    if (match) return match;
  }
  return available[0];
}

/** Heaviest first; of equal weight, in the order of the header. A malformed weight refuses. */
function parseWishes(header: string): { language: string; weight: number }[] {
  return header
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.split(';').map((word) => word.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      const weight = q === undefined ? 1 : /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(q) ? Number(q) : 0;
      return { language: tag.split('-')[0] ?? '', weight };
    })
    .sort((a, b) => b.weight - a.weight);
}
