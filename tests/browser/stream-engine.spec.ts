// What the engine sends is what Chromium's EventSource dispatches, and what it comes back with is
// what the engine understands.
import { expect, test } from '@playwright/test';
import { serveEngine } from '../support/engine-server.ts';

type Heard = { type: string; data: string; id: string };

const texts = [
  ...['', ' ', '  two spaces', '\n', '\n\n', 'a\n', '\na', 'a\n\nevent: forged\ndata: x'],
  ...['data: x', ': no comment', 'id: 1', '\0', 'a\0b', '\u{feff}bom', '\u{2028}\u{85}\v', 'ñ😀'],
  ...['\t', '{"json":"{\\n}"}', 'x'.repeat(70_000), '\r', 'a\r\nb', '\ud83d'],
];
/** What the format makes of a text: line ends become LF, half a surrogate pair U+FFFD. */
const asSent = (text: string) => text.replaceAll(/\r\n|\r/g, '\n').toWellFormed();

test('any text comes back from Chromium’s EventSource as it was published, after a reconnection too', async ({
  page,
}) => {
  const { engine, channel, http1, close } = await serveEngine();
  await page.goto(`${http1.origin}/healthz`);
  await page.evaluate(() => {
    const heard: Heard[] = [];
    const source = new EventSource('/news');
    const note = ({ type, data, lastEventId: id }: MessageEvent<string>) =>
      void heard.push({ type, data, id });
    for (const type of ['message', 'news', 'reset']) source.addEventListener(type, note);
    Object.assign(window, { heard });
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
  await expect.poll(() => channel.readers.length).toBe(1);
  const due: Heard[] = [];
  const publish = async (data: string, event?: string) => {
    const id = await channel.publish({ data, event });
    due.push({ type: event ?? 'message', data: asSent(data), id });
  };
  for (const text of texts) await publish(text);
  for (const text of texts) await publish(text, 'news');
  await expect.poll(heard).toEqual(due);
  // A cut, and something said in the meantime: Chromium sends the ID, and gets what it missed.
  channel.readers[0]!.receiver.cut();
  for (const text of texts) await publish(text);
  await expect.poll(heard).toEqual(due);
  expect(engine.counts.resets).toEqual({ 'unknown-id': 0, 'too-old': 0 });
  await page.goto('about:blank');
  await close();
});
