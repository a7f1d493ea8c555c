// Every chapter of the course, through the rules that publish it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { readSources } from '../../src/course/read-course.ts';
import { listDemoFolders } from '../../src/demo-folders.ts';
import { locales } from '../../src/i18n/translate.ts';
import { articleProcessor } from '../../src/markdown/index.ts';

const renderer = await articleProcessor({
  renderStage: ({ label }) => Promise.resolve(`<p>${label}</p>`),
}).createRenderer({ syntaxHighlight: false } as never);

const notes = /^(:{3,})notes\n([\s\S]*?)^\1$/gm;

async function publish(path: string, source: string): Promise<string> {
  const body = source.replace(/^---\n[\s\S]*?\n---\n/, '');
  const fileURL = pathToFileURL(join(process.cwd(), path));
  const { code } = await renderer.render(body, { fileURL, frontmatter: {} });
  return code
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}

/** What no chapter is without, by how its source shows it. */
const parts: Record<string, RegExp> = {
  'a live demo': /^::demo\[.+\]\{name=[\w-]+\}$/m,
  'a task to break it': /\{#break\}|\*\*(Break it|Rómpelo)\*\*/,
  'a self-check': /^:::poll\{#[\w-]+\}$/m,
  'notes for the presenter': /^:::notes$/m,
  'its demo alone': /npm run demo [\w-]+/,
  '8 to 15 minutes': /^minutes: (8|9|1[0-5])$/m,
};

test('every demo is named in a chapter', () => {
  const text = [...readSources('en').values()].join('\n');
  const isNamed = (slug: string) => new RegExp(`(name=|npm run demo )${slug}\\b`).test(text);
  assert.deepEqual(
    listDemoFolders(join(process.cwd(), 'demos')).filter((one) => !isNamed(one)),
    [],
  );
});

for (const locale of locales) {
  for (const [file, source] of readSources(locale)) {
    const path = `content/${locale}/${file}`;

    test(`${path} has all that a chapter has`, () => {
      for (const [name, shape] of Object.entries(parts)) assert.match(source, shape, name);
    });

    test(`${path} loses no word with a colon and shows no notes`, async () => {
      const text = await publish(path, source);
      const prose = source
        .replace(/^---\n[\s\S]*?\n---\n/, '')
        .replace(notes, '')
        .replace(/\]\([^)]*\)|\{[^}\n]*\}|`/g, '');
      for (const [word] of prose.matchAll(/[\p{L}\d]+:[\p{L}\d]+/gu)) {
        assert.ok(text.includes(word), `${word} is lost`);
      }
      const words = [...source.matchAll(notes)].flatMap(([, , inner = '']) => inner.split('\n'));
      for (const line of words.filter((note) => note.length > 20)) {
        assert.ok(!text.includes(line), `a note is published: ${line}`);
      }
    });
  }
}
