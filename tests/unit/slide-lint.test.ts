import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stageMarkup } from '../../src/components/stage-markup.ts';
import { buildDeck, readChapter } from '../../src/course/deck.ts';
import { readSources } from '../../src/course/read-course.ts';
import { lintSlides } from '../../src/course/slide-lint.ts';
import { locales } from '../../src/i18n/translate.ts';
import { renderSlides } from '../support/markdown.ts';

const file = 'content/en/10-a/10-b.md';
const lint = async (body: string) => lintSlides([{ file, slides: await renderSlides(body) }]);
const words = (count: number) => `- ${Array(count).fill('word').join(' ')}\n`;
const fence = (lines: number, columns: number) =>
  `\`\`\`text\n${Array(lines).fill('x'.repeat(columns)).join('\n')}\n\`\`\`\n`;
const demo = '::demo[a]{name=first-stream}\n';

const cases: [name: string, body: string, findings: RegExp[]][] = [
  ['40 words with the title are read', words(39), []],
  ['41 words are many', words(40), [/^warning .*slide "one": 41 words, better at most 40\./]],
  ['81 words are too many', words(80), [/^error .*slide "one": 81 words, at most 80\./]],
  ['12 lines of 60 columns fit', fence(12, 60), []],
  ['13 lines do not', fence(13, 1), [/^error .*code has 13 lines/]],
  ['61 columns do not', fence(1, 61), [/^error .*up to 61 columns/]],
  ['a title alone is no slide', 'Said.', [/^warning .*slide "one": it shows only its title/]],
  [
    'two demos are one too many',
    `::::slide{#s}\n### S\n${demo}\n${demo}::::`,
    [/^error .*slide "s": 2 demos/],
  ],
  [
    'two things that step are one too many',
    '::::slide{#s}\n### S\n\n:::steps\n- a\n:::\n\n```text {1|2}\na\nb\n```\n::::',
    [/^error .*two things go step by step/],
  ],
  ['an id is there once', `- a\n\n- b\n\n## B {#one-2}\n\n- c`, []],
  [
    'a counted id must be free too',
    '- a\n\n```text\nb\n```\n\n## B {#one-2}\n\n- c',
    [/^error .*slide "one-2": its id is taken by "One \(2\)"/],
  ],
  [
    'the id of the title slide is taken',
    '- a\n\n## B {#title}\n\n- c',
    [/^error .*slide "title": its id is taken by the title slide/],
  ],
  ['a prompt names a step that exists', ':::steps\n- a\n:::\n\n:::notes\nAsk 1: b\n:::', []],
  [
    'or else it fails',
    '- a\n\n:::notes\nAsk 1: b\n:::',
    [/^error .*belongs to step 1, and the slide has 0/],
  ],
];

for (const [name, body, expected] of cases) {
  test(name, async () => {
    const found = await lint(`## One {#one}\n\n${body}`);
    const lines = found.map(({ level, sentence }) => `${level} ${sentence}`);
    assert.equal(lines.length, expected.length, lines.join('\n'));
    for (const [index, pattern] of expected.entries()) assert.match(lines[index]!, pattern);
    for (const line of lines) assert.ok(line.includes(file));
  });
}

test('the title slide has room for nothing else', async () => {
  const slides = await renderSlides('Said.\n\n- a\n\n## One {#one}\n\n- b');
  const [finding, ...others] = lintSlides([{ file, slides }]);
  assert.deepEqual(others, []);
  assert.equal(finding?.level, 'error');
  assert.match(finding.sentence, /slide "title": what it shows beside the title has no room/);
});

test('a slide that another language lacks, or that has other steps there, is an error', async () => {
  const one = { file, slides: await renderSlides('## A {#a}\n\n:::steps\n- a\n- b\n:::\n') };
  const steps = { file: 'es.md', slides: await renderSlides('## A {#a}\n\n:::steps\n- a\n:::\n') };
  const none = { file: 'es.md', slides: await renderSlides('a') };
  assert.match(
    lintSlides([one, steps])[0]!.sentence,
    /^After slide "title", content\/en.* has "a" with 2 steps and es\.md has "a" with 1 steps: a position/,
  );
  assert.match(lintSlides([one, none])[0]!.sentence, /es\.md has no slide/);
  assert.deepEqual(lintSlides([one, one]), []);
});

test('the times of the notes add up to the minutes of the chapter', async () => {
  const slides = await renderSlides(
    '## A {#a}\n\n- a\n\n:::notes\nTime: 2 min.\nTime: 1.5 min\n:::\n',
  );
  assert.deepEqual(lintSlides([{ file, slides, minutes: 3.5 }]), []);
  const [finding] = lintSlides([{ file, slides, minutes: 5 }]);
  assert.match(finding!.sentence, /its notes plan 3\.5 minutes .* front matter says 5/);
});

for (const path of readSources(locales[0]).keys()) {
  test(`${path} presents in every language within the limits`, async () => {
    const decks = [];
    for (const locale of locales) {
      const source = readSources(locale).get(path) ?? '';
      const chapter = readChapter(`content/${locale}/${path}`, source);
      decks.push(await buildDeck(chapter, { renderStage: stageMarkup }));
    }
    const errors = lintSlides(decks).filter(({ level }) => level === 'error');
    assert.deepEqual(errors, []);
  });
}
