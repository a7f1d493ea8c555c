// What a slide may hold. Every limit is what a room can read from its last row.

import type { Deck, Slide } from './deck.ts';

export type Finding = { level: 'warning' | 'error'; sentence: string };

type Check = (slide: Slide, deck: Deck) => { level: Finding['level']; text: string } | undefined;

const limits = { words: 80, comfortable: 40, lines: 12, columns: 60 };

/**
 * Everything that is wrong with the slides of the course.
 * @param translations the decks of one chapter, one for each language
 */
export function lintSlides(translations: Deck[]): Finding[] {
  const [first, ...others] = translations;
  if (!first) return [];
  return [
    ...translations.flatMap(lintDeck),
    ...others.flatMap((other) => differenceBetween(first, other)),
  ];
}

function lintDeck(deck: Deck): Finding[] {
  return [...fillsItsMinutes(deck), ...deck.slides.flatMap((slide) => lintSlide(slide, deck))];
}

function lintSlide(slide: Slide, deck: Deck): Finding[] {
  return checks.flatMap((check) => {
    const fault = check(slide, deck);
    const place = `${deck.file}, slide "${slide.id}"`;
    return fault ? [{ level: fault.level, sentence: `${place}: ${fault.text}` }] : [];
  });
}

/** A presenter who keeps to the notes ends when the chapter said. Without any times, nobody counts. */
function fillsItsMinutes({ file, minutes, slides }: Deck): Finding[] {
  const planned = slides.reduce((total, slide) => total + slide.minutes, 0);
  if (planned === 0 || minutes === undefined || Math.abs(planned - minutes) < 0.05) return [];
  const sentence = `${file}: its notes plan ${Number(planned.toFixed(1))} minutes (Time: …), its front matter says ${minutes}. Make them equal.`;
  return [{ level: 'warning', sentence }];
}

const error = (text: string) => ({ level: 'error' as const, text });
const warning = (text: string) => ({ level: 'warning' as const, text });

const checks: Check[] = [
  hasId,
  idIsFree,
  hasName,
  fewWords,
  smallCode,
  oneDemo,
  oneStepper,
  showsSomething,
  titleStandsAlone,
  promptsNameSteps,
];

function hasId({ id }: Slide) {
  return id === ''
    ? error('it has no id. Write one, the same in every language: {#an-id}.')
    : undefined;
}

function idIsFree(slide: Slide, { slides }: Deck) {
  const other = slides.find(({ id }) => id === slide.id);
  if (other === slide) return undefined;
  const owner = other?.isTitle ? 'the title slide' : `"${other?.name}"`;
  return error(
    `its id is taken by ${owner}. Rename the heading, or open the slide with ::break{#another-id}.`,
  );
}

function hasName({ name, isTitle }: Slide) {
  return name === '' && !isTitle ? error('it has no title. Begin it with a heading.') : undefined;
}

function fewWords({ name, facts }: Slide) {
  const words = facts.words + name.split(/\s+/).filter(Boolean).length;
  if (words <= limits.comfortable) return undefined;
  const advice = 'Shorten it, or sum it up in a ::::slide and put the long version in :::article.';
  return words > limits.words
    ? error(`${words} words, at most ${limits.words}. ${advice}`)
    : warning(`${words} words, better at most ${limits.comfortable}. ${advice}`);
}

function smallCode({ facts }: Slide) {
  const large = facts.code.find(
    ({ lines, columns }) => lines > limits.lines || columns > limits.columns,
  );
  return large
    ? error(
        `its code has ${large.lines} lines of up to ${large.columns} columns, at most ${limits.lines} of ${limits.columns}. Show a smaller region, or put the block in :::article.`,
      )
    : undefined;
}

function oneDemo({ facts }: Slide) {
  return facts.demos > 1
    ? error(
        `${facts.demos} demos, at most one: each opens a connection. Put a ::break between them.`,
      )
    : undefined;
}

function oneStepper({ facts }: Slide) {
  return facts.stepping > 1
    ? error(
        'two things go step by step, and a key press cannot tell which. Leave it to one of them.',
      )
    : undefined;
}

function showsSomething({ body, isTitle }: Slide) {
  return body === '' && !isTitle
    ? warning('it shows only its title. Write a :::key, or a ::::slide that sums up the prose.')
    : undefined;
}

/** The first one: a later slide may have taken its id, which is a finding of its own. */
function titleStandsAlone(slide: Slide, { slides }: Deck) {
  return slide === slides[0] && slide.isTitle && slide.body !== ''
    ? error(
        'what it shows beside the title has no room. Put a heading, such as ## A guess first {#guess}, above that block.',
      )
    : undefined;
}

function promptsNameSteps({ prompts, facts }: Slide) {
  const named = [...prompts.matchAll(/ data-at-step="(\d+)"/g)].map(([, step]) => Number(step));
  const missing = named.find((step) => step > facts.steps);
  return missing === undefined
    ? undefined
    : error(`a prompt belongs to step ${missing}, and the slide has ${facts.steps} steps.`);
}

/** Only the first difference of a deck: what follows it is mostly its echo. */
function differenceBetween(one: Deck, other: Deck): Finding[] {
  const index = Array.from({ length: Math.max(one.slides.length, other.slides.length) }).findIndex(
    (_, position) => positionOf(one.slides[position]) !== positionOf(other.slides[position]),
  );
  if (index < 0) return [];
  const [left, right] = [one, other].map(
    (deck) => `${deck.file} has ${positionOf(deck.slides[index])}`,
  );
  const after = index === 0 ? 'At the start' : `After slide "${one.slides[index - 1]?.id}"`;
  return [
    {
      level: 'error',
      sentence: `${after}, ${left} and ${right}: a position must mean the same in every language.`,
    },
  ];
}

function positionOf(slide: Slide | undefined): string {
  return slide ? `"${slide.id}" with ${slide.facts.steps} steps` : 'no slide';
}
