import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSections } from '../../src/course/chapter-sections.ts';
import { readSources } from '../../src/course/read-course.ts';
import { locales } from '../../src/i18n/translate.ts';

const chapter = `---
title: A
minutes: 1
---

Above :claim[all]{id=above}.

## The \`first\` {#first}

It says :claim[*data:x* is \`data\`]{id=one}.

\`\`\`md
## No heading {#no}
\`\`\`

::::slide{#shown}
### Not a section

:claim[on a slide]{id=slide}
::::

### Second {#second}

:::notes
Ask: :claim[in a note]{id=note}
:::

- an item with :claim[two]{id=two}
`;

test('a chapter is cut at its headings, its front matter above the first', () => {
  const sections = readSections(chapter);
  assert.deepEqual(
    sections.map(({ id, title }) => [id, title]),
    [
      ['_top', ''],
      ['first', 'The first'],
      ['second', 'Second'],
    ],
  );
  assert.equal(sections.map(({ source }) => source).join(''), chapter);
  assert.match(sections[0]!.source, /^---\ntitle: A/);
  assert.match(sections[1]!.source, /^## The `first` \{#first\}\n[\s\S]*Not a section/);
});

test('each section has its claims as they are written; slides and notes make none', () => {
  assert.deepEqual(
    readSections(chapter).map(({ claims }) => claims),
    [
      [{ id: 'above', text: 'all' }],
      [{ id: 'one', text: '*data:x* is `data`' }],
      [{ id: 'two', text: 'two' }],
    ],
  );
});

for (const locale of locales) {
  test(`the sections of every chapter in ${locale} are the whole of it`, () => {
    for (const [path, source] of readSources(locale)) {
      const sections = readSections(source);
      assert.equal(sections.map((section) => section.source).join(''), source, path);
      assert.ok(
        sections.every(({ id }) => id !== ''),
        path,
      );
    }
  });
}
