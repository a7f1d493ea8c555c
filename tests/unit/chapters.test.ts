// Every chapter of the course, through the rules that publish it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { readSources } from '../../src/course/read-course.ts';
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

for (const locale of locales) {
  for (const [file, source] of readSources(locale)) {
    const path = `content/${locale}/${file}`;

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
