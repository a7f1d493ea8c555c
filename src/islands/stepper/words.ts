// The stepper's words in the browser: only this area's strings, loaded with it.
import en from '../../i18n/en/stepper.json' with { type: 'json' };
import es from '../../i18n/es/stepper.json' with { type: 'json' };
import { fill } from '../../i18n/fill.ts';

export { fill };
export type Strings = typeof en;

/** The stepper's words for a page's language; unknown languages get English. */
export function strings(language: string): Strings {
  return language.startsWith('es') ? es : en;
}

/** One of two forms: of `{ one, more }`, with 3, `more` with its `{count}` filled. */
export function counted(forms: { one: string; more: string }, count: number): string {
  return count === 1 ? forms.one : fill(forms.more, { count });
}
