import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fenceFault } from '../../src/markdown/rules/directive-fences.ts';
import { renderArticle } from '../support/markdown.ts';

test('an unclosed container is an error with file and line', async () => {
  await assert.rejects(renderArticle('text\n\n:::key\nnever closed\n\nmore'), {
    message: /content\/en\/10-basics\/10-sample\.md:7 :::key is never closed/,
  });
});

const sound: [name: string, source: string][] = [
  ['a closed container', ':::key\na\n:::'],
  ['a container after a table', ':::article\n| a |\n| - |\n\n:::'],
  ['a container in a longer one', '::::slide{#a}\n:::key\na\n:::\n::::'],
  ['a container in a quote or a list', '> :::key\n> a\n> :::\n\n- b\n  :::key\n  c\n  :::'],
  ['code that shows directives', '```md\n:::key\n```\n\n~~~~\n:::\n~~~\n:::\n~~~~'],
  ['a comment that mentions one', '<!--\n:::key\n-->\n\n<!-- :::key -->'],
];

for (const [name, source] of sound) {
  test(`${name} is sound`, () => assert.equal(fenceFault(source), undefined));
}

const unsound: [name: string, source: string, line: number, sentence: RegExp][] = [
  ['a container in one as short', ':::slide{#a}\n:::key\n:::\n:::', 2, /give it more colons/],
  ['a closing fence alone', 'a\n\n:::', 3, /closes nothing/],
  ['a closing fence of another length', '::::key\na\n:::', 3, /as many colons/],
  ['a space before the name', '::: key\na\n:::', 1, /no space/],
  ['a fence right below a table', ':::article\n| a |\n| - |\n:::', 4, /blank line/],
  ['an outer container left open', '::::slide{#a}\n:::key\n:::', 1, /::::slide is never closed/],
];

for (const [name, source, line, sentence] of unsound) {
  test(`${name} is an error`, () => {
    const fault = fenceFault(source);
    assert.equal(fault?.line, line);
    assert.match(fault.sentence, sentence);
  });
}
