// Chromium and Firefox, driven by the same code: the one over its own protocol, the other over
// WebDriver BiDi, both as they are shipped.
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Engine } from '../../src/markdown/measured.ts';
import { atEnd } from './at-end.ts';
import { chromiumArguments } from './chromium-arguments.ts';

const products = { chromium: 'chrome', firefox: 'firefox' } as const;
const paths = { chromium: process.env.BROWSER_PATH, firefox: process.env.FIREFOX_PATH };
const launchArguments = { chromium: chromiumArguments, firefox: [] };

/**
 * On a busy machine Firefox opens a spare connection beside one that takes a quarter of a second, and
 * others in advance. A spare one stays idle beside the six, and the next request would find it.
 */
const firefoxPreferences = {
  'network.http.connection-retry-timeout': 0,
  'network.http.speculative-parallel-limit': 0,
};

const launched = new Map<string, Promise<Browser>>();

/**
 * The file's one browser of an engine, with a profile of its own.
 * @param trusting whether it takes any certificate; one that does not is a second browser
 */
export function launch(engine: Engine, trusting = true): Promise<Browser> {
  const key = `${engine} ${trusting}`;
  const browser = launched.get(key) ?? start(engine, trusting);
  if (!launched.has(key)) atEnd(async () => (await browser).close());
  launched.set(key, browser);
  return browser;
}

function start(engine: Engine, acceptInsecureCerts: boolean): Promise<Browser> {
  const executablePath = paths[engine];
  if (!executablePath) throw new Error(`Run it by npm test figures, which looks for ${engine}.`);
  const args = launchArguments[engine];
  return puppeteer.launch({
    browser: products[engine],
    executablePath,
    args,
    acceptInsecureCerts,
    extraPrefsFirefox: firefoxPreferences,
  });
}

/** Why an engine cannot be measured here, with the remedy; false when it can. */
export function whyNot(engine: Engine): string | false {
  return engine === 'firefox' && !paths.firefox && (process.env.NO_FIREFOX ?? false);
}

/** The engine with its version, `Firefox 153.7.0`. */
export async function versionOf(engine: Engine): Promise<string> {
  const [, version = ''] = /\/([\d.]+)/.exec(await (await launch(engine)).version()) ?? [];
  return `${brandOf(engine)} ${version}`;
}

export function brandOf(engine: Engine): string {
  return { chromium: 'Chromium', firefox: 'Firefox' }[engine];
}

/**
 * A new, empty tab. While it is being made Firefox may put another context in the place of the first,
 * and says of its own tab that there is no such frame: then it is asked for another one.
 */
export async function newTab(browser: Browser): Promise<Page> {
  try {
    return await browser.newPage();
  } catch (error) {
    if (!/no such frame/.test((error as Error).message)) throw error;
    return browser.newPage();
  }
}

/** A new tab at an address. */
export async function openTab(browser: Browser, url: string): Promise<Page> {
  const page = await newTab(browser);
  await page.goto(url);
  return page;
}
