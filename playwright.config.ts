import { defineConfig } from '@playwright/test';
import { chromiumArguments } from './tests/support/chromium-arguments.ts';

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  reporter: [['list']],
  fullyParallel: true,
  // As many as a small machine has cores: a third gains little, and makes times longer that tests watch.
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    launchOptions: {
      ...(process.env.BROWSER_PATH ? { executablePath: process.env.BROWSER_PATH } : {}),
      args: chromiumArguments,
    },
    // The lab's certificate is its own; the course shows a reader how to accept it.
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 800 },
    trace: 'off',
  },
});
