// What the tests of deck and console share.
import type { Locator, Page } from '@playwright/test';
import { chapters, deckOf, expect } from './course.ts';

export const decks = { en: deckOf(chapters.en), es: deckOf(chapters.es) };

export const current = (page: Page): Locator => page.locator('.slide[data-current]');

/** Opens a deck or a console and waits for its script. */
export async function openDeck(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('body[data-ready]')).toBeAttached();
}

export async function expectAt(page: Page, id: string, step = 0): Promise<void> {
  await expect(current(page)).toHaveAttribute('data-slide', id);
  await expect.poll(() => new URL(page.url()).hash).toBe(`#${id}${step ? `.${step}` : ''}`);
}

/** The deck's slides: ids and steps, in their order. */
export function slidesOf(page: Page): Promise<{ id: string; steps: number }[]> {
  return page
    .locator('.slide')
    .evaluateAll((all) =>
      all.map(({ dataset }) => ({ id: dataset['slide']!, steps: Number(dataset['steps']) })),
    );
}

/** Presses a key as often as it takes to reach a slide. */
export async function stepTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await current(page).getAttribute('data-slide')) === id) return;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`60 steps did not lead to the slide "${id}".`);
}

/** The streams that a page has open at this moment, by their addresses. */
export function watchStreams(page: Page): { open: Set<string>; started: string[] } {
  const streams = { open: new Set<string>(), started: [] as string[] };
  const isStream = (url: string) => /\/events$|\/api\/tap\//.test(new URL(url).pathname);
  page.on('request', (request) => {
    if (!isStream(request.url())) return;
    streams.open.add(request.url());
    streams.started.push(request.url());
  });
  page.on('requestfinished', (request) => void streams.open.delete(request.url()));
  page.on('requestfailed', (request) => void streams.open.delete(request.url()));
  return streams;
}
