// What a screen is too small for: of a page sideways, of a deck slide by slide.
import type { Page } from '@playwright/test';
import { expect } from './course.ts';
import { slidesOf } from './deck.ts';

/** Text of its usual size, and of twice that, leaves a page as wide as the screen. */
export async function expectNothingSideways(page: Page): Promise<void> {
  for (const size of ['100%', '200%']) {
    await enlargeText(page, size);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect
      .soft(overflow, `${new URL(page.url()).pathname}, text at ${size}: pixels too wide`)
      .toBeLessThanOrEqual(0);
  }
}

export type Screen = { width: number; height: number; text: '100%' | '200%' };

/** Every slide of the open deck, with all its steps, is whole on such a screen. */
export async function expectWholeSlides(page: Page, { text, ...size }: Screen): Promise<void> {
  await page.setViewportSize(size);
  await enlargeText(page, text);
  const faults: string[] = [];
  for (const { id, steps } of await slidesOf(page)) {
    const slide = page.locator(`.slide[data-slide="${id}"]`);
    faults.push(
      ...(await slide.evaluate(cutOff, { hash: `#${id}.${steps}`, fits: text === '100%' })),
    );
  }
  expect
    .soft(
      faults,
      `${new URL(page.url()).pathname}, ${size.width} by ${size.height}, text at ${text}`,
    )
    .toEqual([]);
}

function enlargeText(page: Page, size: string): Promise<void> {
  return page.evaluate((value) => {
    document.documentElement.style.fontSize = value;
  }, size);
}

/**
 * What of a slide lies outside it and cannot be scrolled to, or lies on something else. In one go:
 * each call into the page costs more than the measuring.
 */
async function cutOff(
  slide: HTMLElement,
  { hash, fits }: { hash: string; fits: boolean },
): Promise<string[]> {
  const moved = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
  location.hash = hash;
  await moved;
  const name = slide.dataset['slide'];
  const faults: string[] = [];
  if (!slide.matches('[data-current]')) faults.push(`${name}: its address does not show it`);
  if (slide.scrollWidth > slide.clientWidth) faults.push(`${name}: wider than the screen`);
  if (fits && slide.scrollHeight > slide.clientHeight)
    faults.push(`${name}: ${slide.scrollHeight - slide.clientHeight} pixels too tall`);
  const frame = slide.getBoundingClientRect();
  for (const button of document.querySelectorAll('.deck-controls button:not([hidden])'))
    if (button.getBoundingClientRect().right > innerWidth) faults.push('controls cut off');
  const [head, body, foot] = ['head', 'body', 'foot'].map((part) =>
    slide.querySelector(`.slide-${part}`)!.getBoundingClientRect(),
  );
  if (head!.bottom > body!.top + 1 || body!.bottom > foot!.top + 1)
    faults.push(`${name}: its parts overlap`);
  for (const element of slide.querySelectorAll<HTMLElement>('.slide-body > *, .stage > *')) {
    const box = element.getBoundingClientRect();
    const around = element.parentElement!.getBoundingClientRect();
    if (element.matches('.title-line') || !box.height) continue;
    const label = `${name}: ${element.className || element.tagName}`;
    if (box.right > frame.right + 1 || box.left < frame.left - 1) faults.push(`${label} sideways`);
    if (box.bottom > around.bottom + 1 || box.top < around.top - 1) faults.push(`${label} out`);
  }
  for (const text of slide.querySelectorAll<HTMLElement>('h1, h2, p, li, legend, summary')) {
    if (text.closest('.sr-only') || text.matches('.sr-only')) continue;
    const { overflow, textOverflow } = getComputedStyle(text);
    if (
      (overflow === 'hidden' && text.scrollHeight > text.clientHeight + 1) ||
      textOverflow === 'ellipsis'
    )
      faults.push(`${name}: text cut`);
    if (text.scrollWidth > text.clientWidth + 1 && text.clientWidth && !text.closest('.pane-log'))
      faults.push(`${name}: "${text.textContent?.slice(0, 20)}" is too wide`);
  }
  return faults;
}
