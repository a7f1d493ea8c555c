// The guide to choosing a transport: its rules, its situations, its page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersIn, applies, bestOf, choose } from '../../src/choosing/choose.ts';
import { cases, questions, rules, ways, type Answers } from '../../src/choosing/rules.ts';
import { readChapterPath } from '../../src/course/chapter-path.ts';
import { readSources } from '../../src/course/read-course.ts';
import { locales, strings } from '../../src/i18n/translate.ts';
import { renderArticle, renderSlides } from '../support/markdown.ts';

test('each situation has the answer that its chapter defends', () => {
  const answers = Object.fromEntries(
    Object.entries(cases).map(([name, answers]) => [name, bestOf(choose(answers))]),
  );
  assert.deepEqual(answers, {
    rest: ['sse'],
    binaryBothWays: ['websocket'],
    tokens: ['fetch'],
    screens: ['sse'],
    chat: ['sse'],
    game: ['websocket'],
    closed: ['push'],
    number: ['polling'],
    tabs: ['websocket'],
  });
});

test('every rule is reached by its own answers, and by nothing less', () => {
  for (const rule of rules) {
    assert.ok(applies(rule, rule.when), rule.reason);
    for (const question of Object.keys(rule.when)) {
      const { [question as keyof Answers]: _, ...less } = rule.when;
      assert.ok(!applies(rule, less), `${rule.way} ${rule.reason}`);
    }
  }
});

test('every answer that can be given changes something', () => {
  for (const [question, answers] of Object.entries(questions))
    for (const answer of answers) {
      const isUsed = rules.some(({ when }) => when[question as keyof Answers] === answer);
      // Text is what all of them carry: it is asked for because bytes are not.
      if (answer !== 'text') assert.ok(isUsed, `${question}=${answer}`);
    }
});

test('what cannot be done is last, whatever speaks for it', () => {
  const choices = choose({ direction: 'server', loss: 'resume', have: 'rest', closed: 'yes' });
  assert.equal(choices[0]!.way, 'push');
  assert.deepEqual(
    choices.map(({ isOut }) => isOut),
    [false, true, true, true, true, true],
  );
  assert.deepEqual(bestOf(choose({})), []);
});

test('a tie is told as a tie', () => {
  assert.deepEqual(bestOf(choose({ data: 'binary', direction: 'server' })), ['fetch', 'websocket']);
});

test('answers come from an address, and what is none is told', () => {
  const { answers, unknown } = answersIn(new URLSearchParams('have=rest&rate=often&x=<b>'));
  assert.deepEqual(answers, { have: 'rest' });
  assert.deepEqual(unknown, ['rate=often', 'x=<b>']);
});

test('every reason has its sentence in every language, every link its chapter', () => {
  for (const locale of locales) {
    const words = strings(locale).choosing;
    const chapters = [...readSources(locale).keys()].map(
      (path) => readChapterPath(`content/${locale}/${path}`).id.split('/')[1],
    );
    for (const { way, reason, chapter } of rules) {
      assert.ok(
        (words.reasons[way] as Record<string, string>)[reason],
        `${locale} ${way} ${reason}`,
      );
      assert.ok(chapters.includes(chapter), chapter);
    }
    for (const way of ways) {
      const said = Object.keys(words.reasons[way]);
      const known = rules.filter((rule) => rule.way === way).map((rule) => rule.reason);
      assert.deepEqual(said.sort(), known.sort(), `${locale} ${way}`);
    }
  }
});

test('without its script the guide is text: each situation with its answer, each reason with its condition', async () => {
  const html = await renderArticle('::guide[Which one?]{#which}');
  assert.match(html, /^<course-guide id="which" class="guide"/);
  assert.match(
    html,
    /href="\?have=rest&amp;direction=both-rarely[^"]*#which">You already have a REST API<\/a>: Server-Sent/,
  );
  assert.match(html, /<form class="guide-questions" hidden>/);
  assert.match(
    html,
    /href="\/en\/binary-both-ways\/">Frames carry bytes as they are\.<\/a> <small class="guide-when">if: What is it\? Bytes</,
  );
});

test('a guide needs a label, and a deck leaves it to the article', async () => {
  await assert.rejects(renderArticle('::guide{#which}'), /10-sample\.md:5 .*needs a label/);
  await assert.rejects(
    renderSlides('## A {#a}\n\n::guide[x]{#which}'),
    /10-sample\.md:7 ::guide is for readers: put it into :::article/,
  );
});
