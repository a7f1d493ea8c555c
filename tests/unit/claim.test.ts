import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readClaims } from '../../src/markdown/claims.ts';
import { projectWith, renderArticle } from '../support/markdown.ts';

test('a claim is its text with a named link to its source', async () => {
  const html = await renderArticle(
    'So: :claim[browsers *may* say data:x]{id=accept-header}.',
    'es',
  );
  assert.match(
    html,
    /<span class="claim">browsers <em>may<\/em> say data:x<sup class="claim-source"/,
  );
  assert.match(
    html,
    /<a href="https:\/\/html\.spec\.whatwg\.org\/multipage\/" title="Fuente: HTML standard 9\.2\.6" rel="external noopener">/,
  );
  assert.match(html, /<span class="sr-only">Fuente: HTML standard 9\.2\.6<\/span>/);
});

test('what proves a claim is one tap away too', async () => {
  const html = await renderArticle(':claim[It streams]{id=proven}.');
  assert.match(
    html,
    /blob\/main\/demos\/first-stream\/server\.ts" title="Proof: the demo" rel="external noopener">/,
  );
});

test('an unknown claim fails with the claims there are', async () => {
  await assert.rejects(renderArticle(':claim[x]{id=nope}'), {
    message:
      /10-sample\.md:5 content\/claims\.json has no claim "nope"\. It has: accept-header, proven\./,
  });
});

const broken: [name: string, claim: object, message: RegExp][] = [
  ['no source', { checked: '2026-11-20' }, /claim "a" needs source\.label/],
  [
    'no secure address',
    { source: { label: 'x', url: 'http://x' }, checked: '2026-11-20' },
    /an https address/,
  ],
  [
    'a proof that is not there',
    {
      source: { label: 'x', url: 'https://x' },
      proof: { label: 'x', path: 'tests/gone.ts' },
      checked: '2026-11-20',
    },
    /a path that exists/,
  ],
  ['no day', { source: { label: 'x', url: 'https://x' } }, /checked, the day/],
];

for (const [name, claim, message] of broken) {
  test(`a registered claim with ${name} is an error`, () => {
    const project = projectWith({ 'content/claims.json': JSON.stringify({ a: claim }) });
    assert.throws(() => readClaims(project.root), message);
    project.remove();
  });
}

test('the claims of the course are whole', () => {
  assert.ok(readClaims(process.cwd()).size > 0);
});
