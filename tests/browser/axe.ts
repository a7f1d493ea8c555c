// axe, everywhere the same: what it finds, each with its rule and its place.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './course.ts';

/** What axe finds wrong in the page as it stands, or in a part of it. */
export async function findings(page: Page, part?: string): Promise<string[]> {
  // Only frames would need the other mode, which opens a blank page to put their results together.
  expect(page.frames(), 'axe.ts looks at no page inside a page').toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** The themes share every element: one page shows both, one after the other. */
export async function expectNothingFound(page: Page, part?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await findings(page, part), `axe, ${colorScheme} theme`).toEqual([]);
  }
}
