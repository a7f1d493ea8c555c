// Stock Firefox, for what only it does.
import puppeteer, { type Browser } from 'puppeteer-core';
import { firefoxRemedy } from '../../src/commands/firefox.ts';
import { test } from './course.ts';

/**
 * Starts a Firefox; without one the test is skipped, with the remedy.
 * @param options.acceptInsecureCerts whether it takes the lab's certificate
 */
export function launchFirefox(options: { acceptInsecureCerts: boolean }): Promise<Browser> {
  const executablePath = process.env.FIREFOX_PATH ?? '';
  test.skip(!executablePath, `FIREFOX_PATH names no Firefox: ${firefoxRemedy}.`);
  return puppeteer.launch({ browser: 'firefox', executablePath, ...options });
}
