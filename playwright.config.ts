import { defineConfig, type LaunchOptions } from '@playwright/test';
import { chromiumArguments } from './tests/support/chromium-arguments.ts';

const { BROWSER_PATH, HEADLESS_SHELL_PATH } = process.env;

/**
 * The tag of tests about what Chromium's headless shell has not: pages kept for Back, tabs that hide
 * each other, the warning about a certificate, a store of certificates. All others run in the shell,
 * where there is one: it is the same engine at half the processor time.
 */
const wholeBrowser = /@whole-browser/;

function launch(executablePath: string | undefined): LaunchOptions {
  return { ...(executablePath ? { executablePath } : {}), args: chromiumArguments };
}

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  reporter: [['list']],
  fullyParallel: true,
  // On a small machine with two cores. Of whole browsers a third makes times longer that tests watch.
  workers: HEADLESS_SHELL_PATH ? 3 : 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    // The lab's certificate is its own; the course shows a reader how to accept it.
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 800 },
    trace: 'off',
  },
  projects: [
    { name: 'chromium', grep: wholeBrowser, use: { launchOptions: launch(BROWSER_PATH) } },
    {
      name: 'headless shell',
      grepInvert: wholeBrowser,
      use: { launchOptions: launch(HEADLESS_SHELL_PATH ?? BROWSER_PATH) },
    },
  ],
});
