// Chromium's back/forward cache, which Playwright switches off and readers have.
import type { Browser, LaunchOptions, Page, PlaywrightWorkerArgs } from '@playwright/test';

type Launching = Pick<PlaywrightWorkerArgs, 'playwright'> & { launchOptions: LaunchOptions };

/** A browser that keeps pages for "back". */
export function launchKeeping({ playwright, launchOptions }: Launching): Promise<Browser> {
  const ignoreDefaultArgs = ['--disable-back-forward-cache'];
  return playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs });
}

/** page.goBack() waits for a `load` that a page from the cache does not have. */
export async function goBack(page: Page, url: string | RegExp): Promise<void> {
  await page.evaluate(() => history.back());
  await page.waitForURL(url, { waitUntil: 'commit' });
}
