// One stream for all tabs, by a leader among them: the tab that has it closes, and another goes on.
import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { startTestDemo } from '../support/companion.ts';
import { figure } from '../support/figure.ts';
import { openTab } from '../support/two-browsers.ts';
import { until } from '../support/until.ts';

const demo = await startTestDemo('one-for-all-tabs');

/** What stands in one place of the demo's view. */
function read(tab: Page, selector: string): Promise<string> {
  return tab.$$eval(selector, (found) => found.at(-1)?.textContent.trim() ?? '');
}

const role = (tab: Page) => read(tab, '[data-role]');
const latest = async (tab: Page) => Number.parseInt(await read(tab, '.events li')) || 0;

/** What a tab says of the numbers that it has received: how many are lost, how many came twice. */
async function sumsOf(tab: Page): Promise<{ lost: number; repeated: number }> {
  const [, lost, repeated] = /, (\d+) lost, (\d+) repeated/.exec(await read(tab, '.check')) ?? [];
  return { lost: Number(lost), repeated: Number(repeated) };
}

/** Resolves once every tab has heard three numbers beyond those of all. */
async function goOn(tabs: Page[]): Promise<void> {
  const goal = Math.max(...(await Promise.all(tabs.map(latest)))) + 3;
  for (const tab of tabs) await until(`event ${goal}`, async () => (await latest(tab)) >= goal);
}

figure(
  'hand-over',
  'the leader closes, another tab takes over, and nothing is lost',
  async (browser) => {
    const first = await openTab(browser, demo);
    await until('its controls', async () => (await first.$('fieldset:enabled')) !== null);
    await first.select('select', 'leader');
    const others = [await openTab(browser, demo), await openTab(browser, demo)];
    const all = [first, ...others];
    for (const tab of others)
      await until('a follower', async () => /follower/.test(await role(tab)));
    await goOn(all);
    assert.match(await role(first), /^leader/);
    const reader = await first.evaluate(() => localStorage.getItem('one-for-all-tabs reader'));
    const count = async () =>
      (await (await fetch(new URL(`count?reader=${reader}`, demo))).json()) as number;
    const before = { tabs: all.length, atServer: await count() };
    await first.close();
    const leaders = async () =>
      (await Promise.all(others.map(role))).filter((is) => is.startsWith('leader')).length;
    await until('a new leader', async () => (await leaders()) === 1);
    await goOn(others);
    const sums = await Promise.all(others.map(sumsOf));
    const after = {
      atServerThen: await count(),
      lost: Math.max(...sums.map(({ lost }) => lost)),
      repeated: Math.max(...sums.map(({ repeated }) => repeated)),
    };
    for (const tab of others) await tab.close();
    await until('no stream', async () => (await count()) === 0);
    return { ...before, ...after };
  },
);
