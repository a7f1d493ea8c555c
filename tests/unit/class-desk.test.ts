// The presenter's half of a class, as far as it needs no page: moves on their way, and the summary.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Place } from '../../src/classroom/room-view.ts';
import type { Answer } from '../../src/live/act.ts';
import { createSender } from '../../src/live/desk/sender.ts';
import { writeSummary } from '../../src/live/desk/summary.ts';
import type { DeskWords } from '../../src/live/desk/words.ts';

const place = (id: string): Place => ({
  ...{ chapter: 'one-request', id, step: 0, blank: false, section: id },
});
const ok: Answer = { ok: true, data: {} };
const refusal = (status: number): Answer => ({ ok: false, status, error: '' });

/** A sender whose requests are answered by hand. */
function senderByHand() {
  const sent: { id: string; answer: (answer: Answer) => Promise<void> }[] = [];
  const refused: number[] = [];
  const sender = createSender(
    ({ id }) =>
      new Promise((resolve) => {
        const answer = async (given: Answer) => {
          resolve(given);
          await new Promise(setImmediate);
        };
        sent.push({ id, answer });
      }),
    (status) => refused.push(status),
  );
  return { sender, refused, ids: () => sent.map(({ id }) => id), last: () => sent.at(-1)! };
}

describe('moves on their way to the class', () => {
  it('go one at a time, and after each only the newest', async () => {
    const { sender, ids, last } = senderByHand();
    for (const id of ['a', 'b', 'c']) sender.offer(place(id));
    assert.deepEqual(ids(), ['a']);
    await last().answer(ok);
    assert.deepEqual(ids(), ['a', 'c']);
    await last().answer(ok);
    assert.deepEqual(ids(), ['a', 'c']);
  });

  it('are sent again when the server is back: the newest, once', async () => {
    const { sender, ids, last, refused } = senderByHand();
    sender.offer(place('a'));
    await last().answer(refusal(0));
    sender.offer(place('b'));
    await last().answer(refusal(502));
    sender.sendAgain();
    assert.deepEqual(ids(), ['a', 'b', 'b']);
    await last().answer(ok);
    sender.sendAgain();
    assert.deepEqual(ids(), ['a', 'b', 'b']);
    assert.deepEqual(refused, []);
  });

  it('are dropped, and said to be, when another device drives', async () => {
    const { sender, ids, last, refused } = senderByHand();
    sender.offer(place('a'));
    await last().answer(refusal(409));
    sender.sendAgain();
    assert.deepEqual(ids(), ['a']);
    assert.deepEqual(refused, [409]);
    assert.equal(sender.isSettled, true);
  });

  it('are not overtaken by what the class was seen at before', async () => {
    const { sender, last } = senderByHand();
    assert.equal(sender.isSettled, true);
    sender.offer(place('b'));
    sender.seen(place('a'));
    assert.equal(sender.isSettled, false);
    await last().answer(ok);
    assert.equal(sender.isSettled, false);
    sender.seen(place('b'));
    assert.equal(sender.isSettled, true);
    // Where the class is already, it need not be sent.
    sender.offer(place('b'));
    assert.equal(sender.isSettled, true);
    sender.drop();
  });
});

describe('the summary of a class', () => {
  const said = (locale: string): DeskWords => {
    const text = readFileSync(
      new URL(`../../src/i18n/${locale}/desk.json`, import.meta.url),
      'utf8',
    );
    return (JSON.parse(text) as { said: DeskWords }).said;
  };
  const course = {
    chapters: [
      { slug: 'one-request', title: 'One request' },
      { slug: 'four-ways', title: 'Four ways' },
    ],
    chapter: 'one-request',
    polls: [
      {
        id: 'pieces',
        slide: 'check',
        question: 'How many?',
        options: [
          { text: 'Three', isRight: false },
          { text: 'One', isRight: true },
        ],
      },
    ],
  };
  const about = { code: 'K7M2QX', day: 'Friday' };

  it('has the words of this page’s polls, and of others their names', () => {
    const polls = [
      { chapter: 'one-request', id: 'pieces', isOpen: false, votes: [1, 2] },
      { chapter: 'four-ways', id: 'which', isOpen: true, votes: [0, 0] },
    ];
    const text = writeSummary(said('en'), about, { polls, questions: [] }, course);
    assert.equal(
      text,
      `# Class K7M2QX

Friday

## Chapters

- One request
- Four ways

## Polls

### How many?

Votes: 3

- A. Three: 1 · 33%
- B. One: 2 · 67% (right)

### Four ways: which

Votes: 0

- Option A: 0 · 0%
- Option B: 0 · 0%

## Questions

Nobody asked.
`,
    );
  });

  it('has questions as they were typed, most wanted first, and no markup of theirs', () => {
    const questions = [
      { id: '1', text: '1. <b>a</b> & `b`', name: '', upvotes: 0, state: 'waiting' as const },
      { id: '2', text: '![x](y)\n# z', name: '[Ada]', upvotes: 3, state: 'answered' as const },
    ];
    const text = writeSummary(said('es'), about, { polls: [], questions }, course);
    assert.ok(
      text.endsWith(`## Preguntas

- !\\[x\\](y) \\# z (\\[Ada\\] · Yo también: 3 · respondida)
- 1\\. \\<b\\>a\\</b\\> \\& \\\`b\\\` (sin atender)
`),
      text,
    );
  });
});
