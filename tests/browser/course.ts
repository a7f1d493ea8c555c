// The one fixture of the browser tests: a companion of its own, on free ports, for each worker.
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { readChapterPath } from '../../src/course/chapter-path.ts';
import { readSources } from '../../src/course/read-course.ts';
import { locales, type Locale } from '../../src/i18n/translate.ts';
import { readSettings } from '../../src/origins.ts';
import { startCompanion } from '../../src/server/main.ts';

type Companion = Awaited<ReturnType<typeof startCompanion>>;

/** The chapter by which the site itself is tested. */
export const chapters = { en: '/en/one-request/', es: '/es/one-request/' } as const;

/** What must hold for every chapter: their addresses in a language, in the course's order. */
export const chapterPathsIn = (locale: Locale): string[] =>
  [...readSources(locale).keys()].map(
    (path) => `/${readChapterPath(`content/${locale}/${path}`).id}/`,
  );
export const allChapterPaths = locales.flatMap(chapterPathsIn);

/** The deck of a chapter: `/en/one-request/` presents as `/en/slides/one-request/`. */
export const deckOf = (chapter: string): string => chapter.replace(/^\/(\w+)\//, '/$1/slides/');

/** @param classes the file that keeps classes, for a companion that is started anew */
export async function companionOnFreePorts(
  env: NodeJS.ProcessEnv = {},
  classes = ':memory:',
): Promise<Companion> {
  const settings = readSettings({ PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0', ...env });
  return startCompanion(settings, { classes });
}

export const test = base.extend<{ stage: Locator }, { companion: Companion }>({
  companion: [
    // The empty pattern is how Playwright knows that the fixture needs no other.
    async ({}, use) => {
      const companion = await companionOnFreePorts();
      await use(companion);
      await companion.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ companion }, use) => use(companion.origins.site),
  stage: async ({ page }, use) => use(page.locator('sse-demo#first-stream')),
});

export { expect };

/** Presses Start and waits for the first event to be in the page. */
export async function startStage(stage: Locator): Promise<void> {
  await stage.getByRole('button', { name: /^(Start|Iniciar)$/ }).click();
  await expect(stage.locator('[data-view] li').first()).toBeVisible();
}

/** Presses Start on any demo and waits until it is connected, or its controls can be used. */
export async function startAny(stage: Locator): Promise<void> {
  await stage.getByRole('button', { name: /^(Start|Iniciar)$/ }).click();
  const open = stage.locator('[data-state]').filter({ hasText: /^(open|abierto)$/ });
  const controls = stage.locator('[data-view] fieldset:enabled');
  await expect(open.or(controls).first()).toBeVisible();
}

/** Opens one of the stage's drawers (Break it, the sources, Run it yourself). */
export async function openDrawer(stage: Locator, name: string): Promise<Locator> {
  const drawer = stage.locator(`[data-drawer=${name}]`);
  await drawer.locator('> summary').click();
  return drawer;
}

/** Collects what the page's Content-Security-Policy forbade, from before its first script. */
export async function watchViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('reportViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, sample } = event;
      void (window as unknown as { reportViolation: (text: string) => void }).reportViolation(
        [effectiveDirective, blockedURI, sourceFile, sample].join(' '),
      );
    });
  });
  return violations;
}
