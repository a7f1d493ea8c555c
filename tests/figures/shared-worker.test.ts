// One stream for all tabs: a shared worker holds it, whoever of them opened it.
import type { Page } from 'puppeteer-core';
import { serveHttp1 } from '../support/counting-server.ts';
import { figure } from '../support/figure.ts';
import { openTab } from '../support/two-browsers.ts';
import { until } from '../support/until.ts';

figure(
  'shared-worker',
  'three tabs hear one stream of a shared worker, which ends with the last',
  async (browser) => {
    const server = await serveHttp1();
    const tabs: Page[] = [];
    for (let more = 0; more < 3; more++) tabs.push(await openTab(browser, `${server.origin}/`));
    for (const tab of tabs)
      await tab.evaluate(() => {
        const heard: string[] = [];
        const worker = new SharedWorker('/worker.js');
        worker.port.onmessage = ({ data }) => void heard.push(String(data));
        Object.assign(globalThis, { heard, worker });
      });
    const heard = (tab: Page) =>
      tab.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.length);
    for (const tab of tabs) await until('three events', async () => (await heard(tab)) >= 3);
    const [first, ...others] = tabs;
    const values = {
      tabs: tabs.length,
      atServer: server.open(),
      connections: server.connections(),
    };
    await first!.close();
    for (const tab of others) {
      const before = await heard(tab);
      await until('three more', async () => (await heard(tab)) >= before + 3);
    }
    const without = { withoutTheFirst: server.open() };
    for (const tab of others) await tab.close();
    await until('no stream', () => server.open() === 0);
    return { ...values, ...without, withoutAny: 0 };
  },
);
