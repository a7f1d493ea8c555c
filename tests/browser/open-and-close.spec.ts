// The chapter on EventSource: each ending as the text says, and the verdicts from what happened.
import type { Locator, Page } from '@playwright/test';
import { findings } from './axe.ts';
import { expect, openDrawer, test as base } from './course.ts';

const addresses = { en: '/en/eventsource/', es: '/es/eventsource/' } as const;

const test = base.extend<{ stage: Locator }>({
  stage: async ({ page }, use) => use(page.locator('sse-demo#open-and-close')),
});

async function start(page: Page, stage: Locator, address: string = addresses.en): Promise<void> {
  await page.goto(address);
  await stage.getByRole('button', { name: /^(Start|Iniciar)$/ }).click();
  await expect(stage.locator('select')).toBeEnabled();
}

/** Chooses an ending, presses a prediction, and waits for the verdict. */
async function predict(stage: Locator, ending: string, prediction: string): Promise<string> {
  await stage.locator('select').selectOption(ending);
  await stage.getByRole('button', { name: prediction, exact: true }).click();
  const verdict = stage.locator('output');
  await expect(verdict).toHaveText(/^(You were|Not what|Acertaste|No es)/);
  return (await verdict.textContent()) ?? '';
}

/** The rows of what the page heard, without their times. */
async function heard(stage: Locator): Promise<string[]> {
  const rows = await stage
    .getByRole('log')
    .filter({ has: stage.page().locator('table') })
    .locator('tbody tr')
    .all();
  const texts = await Promise.all(rows.map((row) => row.locator('td').allTextContents()));
  return texts.map(([, ...cells]) => cells.join(' ').trim());
}

const begun = [
  'new EventSource 0 CONNECTING',
  'open 1 OPEN',
  'message 1 OPEN A 1',
  'tick 1 OPEN B 2',
];
const broken = 'error 0 CONNECTING';
const back = ['open 1 OPEN', 'message 1 OPEN C 3'];
const closed = 'error 2 CLOSED';

const groups = {
  'an ending of the response': {
    end: [broken, ...back],
    cut: [broken, ...back],
    silence: [],
  },
  'a redirect': { 301: [broken, ...back], 307: [broken, ...back] },
  'a status': {
    204: [broken, closed],
    401: [broken, closed],
    404: [broken, closed],
    500: [broken, closed],
    503: [broken, closed],
  },
  'an answer that is not a stream the page may read': {
    type: [broken, closed],
    cors: [broken, closed],
  },
} as const;

for (const [name, endings] of Object.entries(groups)) {
  test(`${name}: the page hears what the chapter says, and the verdict follows`, async ({
    page,
    stage,
  }) => {
    await start(page, stage);
    for (const [ending, rows] of Object.entries<readonly string[]>(endings)) {
      const last = rows.at(-1);
      const happened = last === closed ? 'It gives up' : last ? 'It comes back' : 'It only waits';
      expect(await predict(stage, ending, happened), ending).toBe(`You were right. ${happened}.`);
      expect(await heard(stage), ending).toEqual([...begun, ...rows]);
    }
    await expect(stage.locator('tr.right')).toHaveCount(Object.keys(endings).length);
  });
}

test('a wrong prediction is told from a right one by what happened, and scored once an ending', async ({
  page,
  stage,
}) => {
  await start(page, stage);
  expect(await predict(stage, 'end', 'It gives up')).toBe('Not what you said. It comes back.');
  await expect(stage.locator('tr.wrong')).toHaveText(/clean end\s*✗ It gives up\s*It comes back/);
  expect(await predict(stage, 'end', 'It comes back')).toBe('You were right. It comes back.');
  await expect(stage.locator('tr.wrong')).toHaveCount(0);
  await expect(stage.locator('tr.right')).toHaveText(/clean end\s*✓ It comes back\s*It comes back/);
});

test('without its listener the bytes of tick arrive and the page hears nothing', async ({
  page,
  stage,
}) => {
  await start(page, stage);
  await stage.getByLabel("addEventListener('tick', …)").uncheck();
  await predict(stage, 'end', 'It comes back');
  expect(await heard(stage)).toEqual([...begun.slice(0, 3), broken, ...back]);
  const chunks = stage.locator('.wire-row.kind-chunk');
  await expect(chunks.filter({ hasText: 'data: A' })).toHaveAttribute('data-event', '1');
  await expect(chunks.filter({ hasText: 'event: tick' })).not.toHaveAttribute('data-event');
});

test('without the CORS header event C is among the bytes and of no event', async ({
  page,
  stage,
}) => {
  await start(page, stage);
  await predict(stage, 'cors', 'It gives up');
  const bytes = stage.locator('.wire-row.kind-chunk').filter({ hasText: 'data: C' });
  await expect(bytes).toHaveCount(1);
  await expect(bytes).not.toHaveAttribute('data-event');
  await expect(stage.locator('.wire-row.kind-response-head').last()).toContainText('200 OK');
});

test('built anew after CLOSED the stream begins at its first ID again, after a 204 too', async ({
  page,
  stage,
}) => {
  await start(page, stage);
  await stage.getByLabel('if CLOSED, build a new one').check();
  for (const ending of ['503', '204']) {
    expect(await predict(stage, ending, 'It comes back')).toBe('You were right. It comes back.');
    expect(await heard(stage)).toEqual([...begun, broken, closed, ...begun.slice(0, 3)]);
  }
});

test('over HTTP/2 a clean end and a cut are repaired, and a 503 is final', async ({
  page,
  stage,
}) => {
  await page.goto(addresses.en);
  await stage.getByText('HTTP/2', { exact: true }).click();
  await stage.getByRole('button', { name: 'Start' }).click();
  await predict(stage, 'end', 'It comes back');
  await predict(stage, 'cut', 'It comes back');
  await predict(stage, '503', 'It gives up');
  await expect(stage.locator('tr.right')).toHaveCount(3);
});

test('the stage’s faults act on a silent stream as the chapter says', async ({ page, stage }) => {
  await start(page, stage);
  await openDrawer(stage, 'break');
  await predict(stage, 'silence', 'It only waits');
  await stage.getByRole('button', { name: 'Cut the connection' }).click();
  await expect.poll(() => heard(stage)).toEqual([...begun, broken, ...back]);
  await stage.getByRole('button', { name: 'Answer 500' }).click();
  await expect.poll(() => heard(stage)).toEqual([...begun, broken, ...back, broken, closed]);

  await stage.getByLabel('if CLOSED, build a new one').check();
  await predict(stage, 'silence', 'It only waits');
  await stage.getByRole('button', { name: 'Answer 500' }).click();
  await expect.poll(() => heard(stage)).toEqual([...begun, broken, closed, ...begun]);
  // The verdict was given for the silence; what is done to the stream later does not change it.
  await expect(stage.locator('tr.right')).toHaveCount(2);
});

test('Stop closes the stream and disables the controls', async ({ page, stage }) => {
  await start(page, stage);
  await predict(stage, 'silence', 'It only waits');
  await stage.getByRole('button', { name: 'Stop' }).click();
  await expect(stage.locator('.wire-row.kind-closed')).toContainText('the browser left');
  await expect(stage.locator('select')).toBeDisabled();
});

test('in Spanish the demo speaks Spanish, its numbers too', async ({ page, stage }) => {
  await start(page, stage, addresses.es);
  expect(await predict(stage, 'end', 'Se rinde')).toBe('No es lo que dijiste. Vuelve.');
  expect(await predict(stage, '503', 'Se rinde')).toBe('Acertaste. Se rinde.');
  await expect(stage.locator('td').first()).toHaveText(/^0,\d\d$/);
  await expect(stage.locator('tr.wrong')).toHaveText(/fin limpio\s*✗ Se rinde\s*Vuelve/);
});

test('axe finds nothing in the demo after a run, on a narrow page', async ({ page, stage }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await start(page, stage);
  await predict(stage, '503', 'It comes back');
  expect(await findings(page, 'sse-demo')).toEqual([]);
});

test('the demo is run by keyboard alone', async ({ page, stage }) => {
  await start(page, stage);
  await stage.locator('select').focus();
  await page.keyboard.type('503');
  for (let tabs = 0; tabs < 4; tabs++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(stage.locator('output')).toHaveText('You were right. It gives up.');
});
