import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLocale } from '../../src/i18n/negotiate.ts';

const choose = (header: string | null) => chooseLocale(header, ['en', 'es']);

test('without a header, or with none of our languages, the course speaks English', () => {
  for (const header of [null, '', 'fr', 'fr-CA,de;q=0.8']) assert.equal(choose(header), 'en');
});

test('a region is part of its language', () => {
  assert.equal(choose('es-MX'), 'es');
  assert.equal(choose('ES-419,en;q=0.9'), 'es');
  assert.equal(choose('en-GB,es;q=0.9'), 'en');
});

test('the greater weight wins, whatever the order', () => {
  assert.equal(choose('en;q=0.5, es;q=0.9'), 'es');
  assert.equal(choose('fr, en;q=0.3, es ; q=0.31'), 'es');
});

test('of equal weights, the first wins', () => {
  assert.equal(choose('es,en'), 'es');
  assert.equal(choose('en;q=0.8,es;q=0.8'), 'en');
});

test('a weight of 0 refuses, and * stands for any language not refused', () => {
  assert.equal(choose('en;q=0,*'), 'es');
  assert.equal(choose('es;q=0,en;q=0.1'), 'en');
  assert.equal(choose('fr,*;q=0.5'), 'en');
});

test('a malformed header does no harm', () => {
  for (const header of [';;,q=1', 'es;q=abc', 'es;q=7', ',,,']) assert.equal(choose(header), 'en');
});
