// The stage's words in the browser: only this area's strings, so that a page does not carry the rest.
import en from '../../i18n/en/stage.json' with { type: 'json' };
import es from '../../i18n/es/stage.json' with { type: 'json' };

export type Strings = typeof en;

/** The stage's words for a page's language; unknown languages get English. */
export function strings(language: string): Strings {
  return language.startsWith('es') ? es : en;
}

export { fill } from '../../i18n/fill.ts';
