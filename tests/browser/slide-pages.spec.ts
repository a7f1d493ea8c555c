// The built deck and console pages: what is in them, and what must not be.
import type { APIRequestContext } from '@playwright/test';
import { readSources } from '../../src/course/read-course.ts';
import { readChapterPath } from '../../src/course/chapter-path.ts';
import { allChapterPaths, chapters, deckOf, expect, test } from './course.ts';

const html = async (request: APIRequestContext, path: string) => (await request.get(path)).text();
const text = (page: string) =>
  page
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

/** The lines of a chapter's `:::notes`, as far as Markdown leaves them as they are. */
function promptsOf(chapter: string): string[] {
  const [, locale = '', slug] = chapter.split('/');
  return [...readSources(locale)]
    .filter(([path]) => readChapterPath(`content/${locale}/${path}`).slug === slug)
    .flatMap(([, source]) => [...source.matchAll(/^(:{3,})notes\n([\s\S]*?)^\1$/gm)])
    .flatMap(([, , notes = '']) => notes.split('\n'))
    .map((line) => line.replace(/^\w+(?: \d+)?: /, ''))
    .filter((line) => line.length > 20 && !/[`*"'«»]/.test(line));
}

for (const chapter of allChapterPaths) {
  test(`${chapter}: notes are in the console and in no public page`, async ({ request }) => {
    const article = text(await html(request, chapter));
    const deck = text(await html(request, deckOf(chapter)));
    const console = text(await html(request, `${deckOf(chapter)}present/`));
    const prompts = promptsOf(chapter);
    expect(prompts.length).toBeGreaterThan(2);
    for (const prompt of prompts) {
      expect(article).not.toContain(prompt);
      expect(deck).not.toContain(prompt);
      expect(console).toContain(prompt);
    }
  });

  test(`${chapter}: the console has the deck's slides, without a live demo, and asks not to be found`, async ({
    request,
  }) => {
    const deck = await html(request, deckOf(chapter));
    const console = await html(request, `${deckOf(chapter)}present/`);
    const positions = (page: string) => page.match(/data-slide="[^"]*" data-steps="\d+"/g);
    expect(positions(deck)!.length).toBeGreaterThan(5);
    expect(positions(console)).toEqual(positions(deck));
    expect(deck).toContain('<sse-demo');
    expect(console).not.toContain('<sse-demo');
    expect(console).toContain('<meta name="robots" content="noindex">');
    expect(deck).not.toContain('noindex');
    expect(deck + console).not.toMatch(/<[^>]+ style=/);
  });
}

test('without JavaScript a deck is all slides in reading order', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
  const page = await context.newPage();
  await page.goto(deckOf(chapters.en));
  const slides = page.locator('.slide');
  await expect(slides.first().getByRole('heading', { level: 1 })).toBeVisible();
  for (const heading of await slides.getByRole('heading', { level: 2 }).all())
    await expect(heading).toBeVisible();
  const steps = page.locator('[data-step]');
  expect(await steps.count()).toBeGreaterThan(4);
  for (const step of await steps.all()) await expect(step).toBeVisible();
  await context.close();
});
