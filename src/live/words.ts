// The class's words and styles come when somebody follows one: no other page pays for them.
import type { Locale, Strings } from '../i18n/translate.ts';

export type LiveWords = Strings['live'];

const words: Record<Locale, () => Promise<{ default: LiveWords }>> = {
  en: () => import('../i18n/en/live.json', { with: { type: 'json' } }),
  es: () => import('../i18n/es/live.json', { with: { type: 'json' } }),
};

export async function loadWords(): Promise<LiveWords> {
  return (await (words[document.documentElement.lang as Locale] ?? words.en)()).default;
}
