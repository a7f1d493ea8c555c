import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOutline } from '../../src/course/chapter-outline.ts';
import { comparisonOf } from '../../src/course/parity.ts';
import { readParts, readSources, sidebarGroups } from '../../src/course/read-course.ts';
import { locales } from '../../src/i18n/translate.ts';
import { projectWith } from '../support/markdown.ts';

const english = `Prose with event:update.

## Title {#one}

::demo[Label]{name=first-stream}

A :claim[x]{id=blank-line}.

:::steps
- a
- b
:::

\`\`\`ts file=demos/a/server.ts title="The loop" {1}
\`\`\`
`;
const spanish = english
  .replace('Title', 'Título')
  .replace('Label', 'Etiqueta')
  .replace('The loop', 'El bucle')
  .replace('claim[x]', 'claim[equis]');

const compare = (one: string, other: string) =>
  comparisonOf(
    { locale: 'en', sources: new Map([['10-a/10-b.md', one]]) },
    { locale: 'es', sources: new Map([['10-a/10-b.md', other]]) },
  );

test('the outline holds what languages share, and no words', () => {
  assert.deepEqual(readOutline(english), [
    '## #one',
    '::demo first-stream',
    ':claim blank-line',
    ':::steps 2 items',
    'code ts file=demos/a/server.ts {1}',
  ]);
});

test('a translation that changes words only is equal', () => {
  assert.deepEqual(compare(english, spanish), []);
});

const changes: [name: string, from: string, to: string, difference: RegExp][] = [
  [
    'heading id',
    '{#one}',
    '{#uno}',
    /^At the start, content\/en\/10-a\/10-b\.md has "## #one" and content\/es\/10-a\/10-b\.md has "## #uno"\.$/,
  ],
  ['demo', 'name=first-stream', 'name=other', /After "## #one".*"::demo other"/],
  ['claim', 'id=blank-line', 'id=x', /":claim blank-line".*":claim x"/],
  ['step count', '- b\n', '', /"2 items|1 items/],
  ['lost ending', '```ts file=demos/a/server.ts title="El bucle" {1}\n```\n', '', /has nothing\.$/],
];

for (const [name, from, to, difference] of changes) {
  test(`another ${name} is a difference`, () => {
    assert.match(compare(english, spanish.replace(from, to)).join('\n'), difference);
  });
}

test('a chapter that one language lacks is a difference', () => {
  const sources = new Map([['10-a/10-b.md', english]]);
  const [difference] = comparisonOf(
    { locale: 'en', sources },
    { locale: 'es', sources: new Map() },
  );
  assert.equal(difference, 'content/es/10-a/10-b.md is missing: content/en/10-a/10-b.md exists.');
});

const [first, ...others] = locales;

for (const locale of others) {
  test(`the course is the same in ${first} and ${locale}`, () => {
    const one = { locale: first, sources: readSources(first) };
    const other = { locale, sources: readSources(locale) };
    assert.deepEqual(comparisonOf(one, other), []);
    const parts = (name: string) =>
      readParts()
        .filter((part) => part.locale === name)
        .map(({ part }) => part);
    assert.deepEqual(parts(locale), parts(first));
  });
}

test('the sidebar has a group for each part, named in every language', () => {
  const project = projectWith({
    'content/en/10-a/part.json': '{ "title": "A", "description": "a" }',
    'content/es/10-a/part.json': '{ "title": "La A", "description": "a" }',
    'content/en/10-a/10-one.md': '',
    'content/en/10-a/20-two.md': '',
  });
  assert.deepEqual(sidebarGroups(['en', 'es'], project.root), [
    { label: 'A', translations: { es: 'La A' }, items: [{ slug: 'one' }, { slug: 'two' }] },
  ]);
  project.remove();
});
