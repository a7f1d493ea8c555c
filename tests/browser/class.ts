// What the tests of a class share: followers as people are, each with a browser of their own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import { companionOnFreePorts, expect, test as base } from './course.ts';

/** A server that can go, and come back at the same address with the log of its classes. */
export type Returning = { site: string; go: () => Promise<void>; comeBack: () => Promise<void> };

/** With a companion for each test: from one address one may open only so many classes. */
export const test = base.extend<{ returning: Returning }>({
  baseURL: async ({}, use) => {
    const companion = await companionOnFreePorts();
    await use(companion.origins.site);
    await companion.close();
  },
  returning: async ({}, use) => {
    const folder = await mkdtemp(joinPath(tmpdir(), 'class-'));
    const start = (PORT: string) => companionOnFreePorts({ PORT }, joinPath(folder, 'classes.db'));
    let companion = await start('0');
    const { site } = companion.origins;
    await use({
      site,
      go: () => companion.close(),
      async comeBack() {
        companion = await start(new URL(site).port);
      },
    });
    await companion.close();
    await rm(folder, { recursive: true });
  },
});

export type Screen = { width: number; height: number };
export const laptop: Screen = { width: 1280, height: 800 };
export const phone: Screen = { width: 390, height: 844 };

export type Person = { locale?: 'en' | 'es'; screen?: Screen };

/** Opens a page in a browser without a past, as somebody who reads a language on a screen. */
export async function somebody(
  browser: Browser,
  site: string,
  { locale = 'en', screen = laptop }: Person = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: site, locale, viewport: screen });
  return context.newPage();
}

/** Joins by the address that a QR code holds, and waits until the page is live. */
export async function join(page: Page, code: string): Promise<void> {
  await page.goto(`/join/?code=${code}`);
  await page.waitForURL(`**live=${code}*`);
  await expect(state(page)).toHaveText(/^(Live|En vivo)$/);
}

export const bar = (page: Page): Locator =>
  page.getByRole('complementary', { name: /^(Class|Clase)$/ });

export const state = (page: Page): Locator => bar(page).locator('.class-state');

export const backToLive = (page: Page): Locator =>
  bar(page).getByRole('button', { name: /^(Back to live|Volver al vivo)/ });

/** The heading at which an article shows the presenter. */
export const presenterIsAt = (page: Page): Locator =>
  page.locator(':is(h1, h2, h3)[aria-current=location]');
