import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSlides } from '../support/markdown.ts';

const code = (text: string) => `\`\`\`text\n${text}\n\`\`\`\n\n`;
const key = ':::key\nThe claim.\n:::\n\n';

/** The slides as lines: id, title, and the text that each part holds. */
async function outline(body: string): Promise<string[]> {
  const slides = await renderSlides(body);
  return slides.map(({ id, name, body, prose, prompts }) => {
    const parts = [body, prose, prompts].map((html) => html.replace(/<[^>]+>|\s+/g, ' ').trim());
    return [id, name, ...parts.map((part) => part.replace(/ +/g, ' '))].join(' | ');
  });
}

test('a heading opens a slide, prose is what is said there, and the title slide has the introduction', async () => {
  assert.deepEqual(
    await outline('Intro.\n\n## One {#one}\n\nSaid.\n\n> Quoted.\n\n### Two {#two}\n'),
    ['title |  |  | Intro. | ', 'one | One |  | Said. Quoted. | ', 'two | Two |  |  | '],
  );
});

test('a key point stands above one block; the next group opens "title (2)"', async () => {
  const body = `## One {#one}\n\n${key}Said.\n\n${code('a')}About b:\n\n${code('b')}${key}`;
  assert.deepEqual(await outline(body), [
    'title |  |  |  | ',
    'one | One | The claim. Copy a | Said. | ',
    'one-2 | One (2) | Copy b | About b: | ',
    'one-3 | One (3) | The claim. |  | ',
  ]);
});

test('code, table, image, list, demo, poll and steps are each a group of their own', async () => {
  const blocks = [
    code('a'),
    '| a |\n| - |\n| b |\n\n',
    '![alt](/a.png)\n\n',
    '- item\n\n',
    '::demo[Label]{name=first-stream}\n\n',
    ':::poll{#q}\nWhy?\n\n- [x] a\n- [ ] b\n:::\n\n',
    ':::steps\n- a\n:::\n\n',
  ];
  const slides = await renderSlides(`## One {#one}\n\n${blocks.join('')}`);
  assert.deepEqual(
    slides.slice(1).map(({ id, facts }) => `${id}: ${facts.layout.join(' ')}`),
    [
      'one: has-code',
      'one-2: has-table',
      'one-3: has-image',
      'one-4: has-list',
      'one-5: has-demo',
      'one-6: has-poll',
      'one-7: has-list',
    ],
  );
});

test('a break opens a slide with the same title, and is counted anew', async () => {
  const body = `## One {#one}\n\n${code('a')}::break{#more}\n\n${code('b')}${code('c')}`;
  assert.deepEqual(await outline(body), [
    'title |  |  |  | ',
    'one | One | Copy a |  | ',
    'more | One | Copy b |  | ',
    'more-2 | One (2) | Copy c |  | ',
  ]);
});

test('an authored slide shows all it holds and has the prose above it as notes', async () => {
  const slide =
    '::::slide{#sum}\n### In *short*\n\nShown.\n\n- a\n\n:::notes\nAsk: Why?\n:::\n::::\n\n';
  const body = `## One {#one}\n\nKept.\n\n${code('a')}Summed up.\n\nAnd this.\n\n${slide}After.\n\n${code('b')}`;
  assert.deepEqual(await outline(body), [
    'title |  |  |  | ',
    'one | One | Copy a | Kept. | ',
    'sum | In short | Shown. a | Summed up. And this. | Ask Why?',
    'one-2 | One (2) | Copy b | After. | ',
  ]);
});

test('an authored slide takes the place of a heading that shows nothing, and its title if it has none', async () => {
  const body = '## One {#one}\n\nSaid.\n\n::::slide{#sum}\n- a\n::::\n\nMore.\n\n- b\n';
  assert.deepEqual(await outline(body), [
    'title |  |  |  | ',
    'sum | One | a | Said. | ',
    'one | One | b | More. | ',
  ]);
});

test('a slide knows its section in the article and the part it lies in', async () => {
  const body =
    '## One {#one}\n\n- a\n\n### Two {#two}\n\n- b\n\n- c\n\n::::slide{#sum}\n#### S\n::::\n\n## Three {#three}\n';
  const slides = await renderSlides(body);
  assert.deepEqual(
    slides.map(({ id, section, part }) => [id, section, part]),
    [
      ['title', '', undefined],
      ['one', 'one', undefined],
      ['two', 'two', 'One'],
      ['sum', 'two', 'One'],
      ['three', 'three', undefined],
    ],
  );
});

test('notes, comments, rules and link targets show nothing; links find their target', async () => {
  const body =
    '## One {#one}\n\n<!-- x -->\n\n---\n\n- [a][b]\n\n:::notes\nDemo: Do it.\n:::\n\n[b]: https://e.org\n';
  const [, one] = await renderSlides(body);
  assert.match(
    one!.body,
    /^<ul>\s*<li><a href="https:\/\/e\.org" rel="external noopener">a<\/a><\/li>\s*<\/ul>$/,
  );
  assert.equal(one!.prose, '');
});

test('the colons of prose and titles survive', async () => {
  const [, one] = await renderSlides(
    '## On event:update {#one}\n\nAt localhost:4322.\n\n- 10:30\n',
  );
  assert.deepEqual([one!.name, one!.prose], ['On event:update', '<p>At localhost:4322.</p>']);
  assert.match(one!.body, /<li>10:30<\/li>/);
});

const faults: [name: string, body: string, message: RegExp][] = [
  [
    'a slide in a quotation',
    'a\n\n> ::::slide{#s}\n> b\n> ::::',
    /10-sample\.md:7 ::::slide stands alone/,
  ],
  ['a break in a list', '- a\n\n  ::break{#b}', /10-sample\.md:7 ::break stands alone/],
  [
    'an unknown directive',
    'a\n\n:::wrong\nb\n:::',
    /10-sample\.md:7 There is no directive :::wrong/,
  ],
  ['an unclosed directive', 'a\n\n:::key\nb', /10-sample\.md:7 :::key is never closed/],
  ['a heading without an id', 'a\n\n## B', /10-sample\.md:7 The heading "B" has no id/],
  [
    'a rule broken after the split',
    '## A {#a}\n\n:::steps\nno list\n:::',
    /10-sample\.md:7 :::steps holds/,
  ],
];

for (const [name, body, message] of faults) {
  test(`${name} fails with file and line`, async () => {
    await assert.rejects(renderSlides(body), message);
  });
}
