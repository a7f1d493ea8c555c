// Tabs that are hidden while another one is seen, as in a browser that somebody uses.
import type { Browser, CDPSession } from '@playwright/test';
import { expect } from './course.ts';

/**
 * A window whose tabs hide each other. Playwright shows all its pages at once, so these are made
 * beside it, by the protocol it speaks itself.
 */
export async function openWindow(browser: Browser) {
  const root = await browser.newBrowserCDPSession();
  const { browserContextId } = await root.send('Target.createBrowserContext');
  return {
    async open(url: string) {
      const { targetId } = await root.send('Target.createTarget', { url, browserContextId });
      const run = await attach(root, targetId);
      return {
        run,
        until: (condition: string) => expect.poll(() => run(condition)).toBe(true),
        show: () => root.send('Target.activateTarget', { targetId }),
      };
    },
    close: () => root.send('Target.disposeBrowserContext', { browserContextId }),
  };
}

/** Evaluates in a tab of that window. */
async function attach(root: CDPSession, targetId: string) {
  const { sessionId } = await root.send('Target.attachToTarget', { targetId });
  const answers = new Map<number, (value: unknown) => void>();
  root.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const { id, result } = JSON.parse(event.message) as {
      id: number;
      /** Missing where the page was just being replaced by another. */
      result?: { result: { value: unknown } };
    };
    answers.get(id)?.(result?.result.value);
  });
  let last = 0;
  return async <Value>(expression: string): Promise<Value> => {
    const id = ++last;
    const answer = new Promise<unknown>((resolve) => answers.set(id, resolve));
    const params = { expression, returnByValue: true };
    const message = JSON.stringify({ id, method: 'Runtime.evaluate', params });
    await root.send('Target.sendMessageToTarget', { sessionId, message });
    return (await answer) as Value;
  };
}
