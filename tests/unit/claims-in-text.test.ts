import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inlineHtml, readClaimsInText, unusedClaims } from '../../src/course/claims-in-text.ts';
import { readSources } from '../../src/course/read-course.ts';
import { locales } from '../../src/i18n/translate.ts';
import { readClaims } from '../../src/markdown/claims.ts';

const sources = new Map([
  [
    '10-a/10-one.md',
    '## One {#one}\n\n:claim[it `is` *so*, see [above](#x)]{id=a}, :claim[b]{id=b}\n',
  ],
  ['10-a/20-two.md', ':claim[said again]{id=a}\n'],
]);

test('a claim is listed once, as it was worded first, with all its places', () => {
  assert.deepEqual(readClaimsInText('en', sources), [
    {
      id: 'a',
      html: 'it <code>is</code> <em>so</em>, see <a href="/en/one/#x">above</a>',
      places: [
        { url: '/en/one/#one', title: 'One', chapter: 'en/one' },
        { url: '/en/two/#_top', title: '', chapter: 'en/two' },
      ],
    },
    { id: 'b', html: 'b', places: [{ url: '/en/one/#one', title: 'One', chapter: 'en/one' }] },
  ]);
});

test('inline Markdown becomes inline HTML, and words with colons stay whole', () => {
  assert.equal(inlineHtml('“a” <b> at 10:30, event:update'), '“a” <b> at 10:30, event:update');
});

test('a registered claim that no chapter makes is named', () => {
  assert.deepEqual(unusedClaims(['a', 'gone'], readClaimsInText('en', sources)), [
    'content/claims.json has the claim "gone", and no chapter makes it: write :claim[…]{id=gone}, or take it out.',
  ]);
});

for (const locale of locales) {
  test(`every registered claim is made in a chapter in ${locale}`, () => {
    const inText = readClaimsInText(locale, readSources(locale));
    assert.deepEqual(unusedClaims(readClaims(process.cwd()).keys(), inText), []);
  });
}

test('a proof is named as its test is: “…” stands for what varies', () => {
  for (const [id, { proof }] of readClaims(process.cwd())) {
    if (!proof) continue;
    const source = readFileSync(proof.path, 'utf8').replace(/\s+/g, ' ');
    const [, name] = /^“(.+)”$/.exec(proof.label) ?? [];
    assert.ok(name, `${id}: write the name of the test in “ ”, not ${proof.label}`);
    for (const part of name.split('…').map((words) => words.trim()))
      assert.ok(source.includes(part), `${id}: ${proof.path} has no “${part}”`);
  }
});
