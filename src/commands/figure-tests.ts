// The tests that measure both browsers: npm test compares what they find, npm run measure records it.
import { globSync } from 'node:fs';
import { findOrInstallBrowser } from './browser.ts';
import { findOrInstallFirefox, firefoxRemedy } from './firefox.ts';
import { root } from '../root.ts';

/** What the tests need to know of the browsers, and a sentence about one that is not here. */
export function findBrowsers(): { env: NodeJS.ProcessEnv; lacking: string | undefined } {
  const firefox = findOrInstallFirefox();
  const env = { BROWSER_PATH: findOrInstallBrowser(), FIREFOX_PATH: firefox };
  const lacking = firefox ? undefined : `there is no Firefox here: ${firefoxRemedy}`;
  return { env: lacking ? { ...env, NO_FIREFOX: lacking } : env, lacking };
}

/** The arguments with which Node runs them. */
export function figureTests(): string[] {
  return [
    '--disable-warning=ExperimentalWarning',
    '--test',
    // Each file has two browsers of its own, and mostly waits for them.
    '--test-concurrency=2',
    '--test-reporter=spec',
    ...globSync('tests/figures/*.test.ts', { cwd: root }).sort(),
  ];
}
