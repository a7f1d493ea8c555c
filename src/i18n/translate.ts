import enChoosing from './en/choosing.json' with { type: 'json' };
import enDeck from './en/deck.json' with { type: 'json' };
import enDesk from './en/desk.json' with { type: 'json' };
import enHome from './en/home.json' with { type: 'json' };
import enJoin from './en/join.json' with { type: 'json' };
import enLive from './en/live.json' with { type: 'json' };
import enMarkdown from './en/markdown.json' with { type: 'json' };
import enMeasured from './en/measured.json' with { type: 'json' };
import enProgress from './en/progress.json' with { type: 'json' };
import enShell from './en/shell.json' with { type: 'json' };
import enStage from './en/stage.json' with { type: 'json' };
import enStepper from './en/stepper.json' with { type: 'json' };
import esChoosing from './es/choosing.json' with { type: 'json' };
import esDeck from './es/deck.json' with { type: 'json' };
import esDesk from './es/desk.json' with { type: 'json' };
import esHome from './es/home.json' with { type: 'json' };
import esJoin from './es/join.json' with { type: 'json' };
import esLive from './es/live.json' with { type: 'json' };
import esMarkdown from './es/markdown.json' with { type: 'json' };
import esMeasured from './es/measured.json' with { type: 'json' };
import esProgress from './es/progress.json' with { type: 'json' };
import esShell from './es/shell.json' with { type: 'json' };
import esStage from './es/stage.json' with { type: 'json' };
import esStepper from './es/stepper.json' with { type: 'json' };

/** The course's languages; the first one is the source of the UI strings' types. */
export const locales = ['en', 'es'] as const;
export type Locale = (typeof locales)[number];

const english = {
  choosing: enChoosing,
  deck: enDeck,
  desk: enDesk,
  home: enHome,
  join: enJoin,
  live: enLive,
  markdown: enMarkdown,
  measured: enMeasured,
  progress: enProgress,
  shell: enShell,
  stage: enStage,
  stepper: enStepper,
};
/** English is the type: a key missing in another language does not compile. */
export type Strings = typeof english;

const all: Record<Locale, Strings> = {
  en: english,
  es: {
    choosing: esChoosing,
    deck: esDeck,
    desk: esDesk,
    home: esHome,
    join: esJoin,
    live: esLive,
    markdown: esMarkdown,
    measured: esMeasured,
    progress: esProgress,
    shell: esShell,
    stage: esStage,
    stepper: esStepper,
  },
};

/** The interface's words in one language: `strings('es').stage.start`. */
export function strings(locale: Locale): Strings {
  return all[locale];
}

/** Narrows any string (an URL segment, `<html lang>`) to a locale; unknown ones become English. */
export function toLocale(value: string | undefined): Locale {
  return locales.find((locale) => locale === value) ?? 'en';
}
