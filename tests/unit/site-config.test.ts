import assert from 'node:assert/strict';
import { test } from 'node:test';
import config from '../../astro.config.mjs';

test('no sessions are kept: the adapter would write them to files unless told not to', () => {
  assert.equal(config.session, false);
});

test('Astro colours no code: its colours are inline styles, which the content security policy forbids', () => {
  assert.equal(config.markdown?.syntaxHighlight, false);
});
