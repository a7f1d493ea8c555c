// A chapter as a deck: its slides with what pages and the lint need to know about each.

import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { renderDeck } from '../markdown/render-deck.ts';
import type { DeckOptions, RenderedSlide } from '../markdown/render-deck.ts';
import { titleSlide } from '../markdown/slide-plan.ts';
import { readChapterPath } from './chapter-path.ts';
import { measureSlide, plainText } from './slide-facts.ts';
import type { SlideFacts } from './slide-facts.ts';

export type Slide = RenderedSlide & {
  /** Its title without markup, empty on the title slide. */
  name: string;
  /** The first one: its words are the chapter's front matter. */
  isTitle: boolean;
  facts: SlideFacts;
  /** The minutes that its notes ask for, 0 when they name none. */
  minutes: number;
};

export type Deck = {
  /** The chapter's file, from the root of the project. */
  file: string;
  /** What its front matter promises. */
  minutes?: number;
  slides: Slide[];
};

/**
 * Renders a chapter's deck.
 * @param chapter.file from the root of the project; `body` is without front matter
 */
export async function buildDeck(
  { file, body, minutes }: { file: string; body: string; minutes?: number },
  options: Omit<DeckOptions, 'article'>,
): Promise<Deck> {
  const fileURL = pathToFileURL(join(options.root ?? process.cwd(), file));
  const article = `/${readChapterPath(file).id}/`;
  const rendered = await renderDeck({ source: body, fileURL }, { ...options, article });
  return { file, ...(minutes !== undefined && { minutes }), slides: rendered.map(toSlide) };
}

/** A chapter's file taken apart, for those who read it without the collection. */
export function readChapter(file: string, source: string) {
  const [whole = '', head = ''] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(source) ?? [];
  const minutes = Number(/^minutes: *(\d+)/m.exec(head)?.[1]);
  return { file, body: source.slice(whole.length), minutes };
}

function toSlide(slide: RenderedSlide): Slide {
  return {
    ...slide,
    name: plainText(slide.title),
    isTitle: slide.id === titleSlide,
    facts: measureSlide(slide.body),
    minutes: minutesIn(slide.prompts),
  };
}

function minutesIn(prompts: string): number {
  const times = [...prompts.matchAll(/ data-minutes="([\d.]+)"/g)];
  return times.reduce((total, [, minutes]) => total + Number(minutes), 0);
}
