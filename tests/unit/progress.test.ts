import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  mergeProgress,
  nothing,
  readProgress,
  wayOn,
  withDone,
  withPlace,
  writeProgress,
} from '../../src/islands/progress/record.ts';
import { locales, strings } from '../../src/i18n/translate.ts';

const day = (number: number) => `2026-11-0${number}T08:00:00.000Z`;
const place = (section: string, number: number) => ({ section, at: day(number) });
const whole = {
  course: 'one-long-response',
  version: 1,
  done: { 'one-request': day(1) },
  places: { 'four-ways': place('polling', 2) },
};
const read = (value: unknown) => readProgress(JSON.stringify(value));

test('a record comes back as it was written, and a person can read it', () => {
  const progress = { done: whole.done, places: whole.places };
  const text = writeProgress(progress);
  assert.deepEqual(readProgress(text), { progress });
  assert.match(text, /\n {2}"done": \{\n {4}"one-request": "2026-11-01T08:00:00\.000Z"\n/);
});

test('what is no record of this course is foreign', () => {
  for (const text of ['', '{', 'null', '[]', '"one-long-response"', '{"course":"another"}'])
    assert.deepEqual(readProgress(text), { fault: 'foreign' }, text);
});

test('a record from a later version is recognised, whatever its shape', () => {
  assert.deepEqual(read({ ...whole, version: 2, done: [1, 2, 3] }), { fault: 'newer' });
});

test('a damaged record is recognised, down to one wrong entry', () => {
  const damages: Record<string, unknown>[] = [
    { version: '1' },
    { done: undefined },
    { done: ['one-request'] },
    { done: { 'one-request': true } },
    { done: { 'one-request': 'yesterday' } },
    { done: { 'one-request': '2026-13-41T08:00:00.000Z' } },
    { done: { 'One Request': day(1) } },
    { places: null },
    { places: { 'four-ways': 'polling' } },
    { places: { 'four-ways': { section: 'polling' } } },
    { places: { 'four-ways': { section: '"><script>', at: day(1) } } },
    { places: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`c${n}`, place('a', 1)])) },
  ];
  for (const damage of damages)
    assert.deepEqual(read({ ...whole, ...damage }), { fault: 'damaged' }, JSON.stringify(damage));
  assert.deepEqual(
    readProgress(`{"course":"one-long-response","version":1,"places":{},"done":{"__proto__":"x"}}`),
    { fault: 'damaged' },
  );
});

test('a chapter that this edition does not know is kept', () => {
  const strange = { ...whole, done: { 'written-later': day(1) } };
  assert.deepEqual(read(strange), { progress: { done: strange.done, places: whole.places } });
});

test('done can be taken back', () => {
  const done = withDone(nothing(), 'one-request', day(1));
  assert.deepEqual(done.done, { 'one-request': day(1) });
  assert.deepEqual(withDone(done, 'one-request', undefined), nothing());
});

test('merging keeps what is done in either, and the newer place of each chapter', () => {
  const kept = {
    done: { a: day(3) },
    places: { a: place('kept', 5), b: place('kept', 1) },
  };
  const brought = {
    done: { a: day(1), b: day(2) },
    places: { a: place('brought', 4), b: place('brought', 4), c: place('brought', 4) },
  };
  assert.deepEqual(mergeProgress(kept, brought, day(9)), {
    done: { a: day(3), b: day(2) },
    places: { a: place('kept', 5), b: place('brought', 4), c: place('brought', 4) },
  });
});

test('a clock that was ahead does not win for ever', () => {
  const brought = { done: { a: day(9) }, places: { a: place('ahead', 9) } };
  const merged = mergeProgress(nothing(), brought, day(2));
  assert.deepEqual(merged, { done: { a: day(2) }, places: { a: place('ahead', 2) } });
});

test('the way on is the newest place', () => {
  const progress = { done: {}, places: { a: place('one', 2), c: place('two', 1) } };
  assert.deepEqual(wayOn(progress, ['a', 'b', 'c']), { chapter: 'a', section: 'one' });
  const further = withPlace(progress, 'c', place('three', 3));
  assert.deepEqual(wayOn(further, ['a', 'b', 'c']), { chapter: 'c', section: 'three' });
});

test('after a chapter that is done, the way on is the next that is not, round the end', () => {
  const done = { a: day(1), b: day(4) };
  const progress = { done, places: { b: place('end', 3), c: place('middle', 2) } };
  assert.deepEqual(wayOn(progress, ['a', 'b', 'c', 'd']), { chapter: 'c', section: 'middle' });
  const last = { done: { d: day(5) }, places: {} };
  assert.deepEqual(wayOn(last, ['a', 'd']), { chapter: 'a', section: undefined });
});

test('without a beginning, or with everything done, there is no way on', () => {
  assert.equal(wayOn(nothing(), ['a', 'b']), undefined);
  assert.equal(wayOn({ done: { a: day(1) }, places: {} }, ['a']), undefined);
  assert.equal(wayOn({ done: {}, places: { gone: place('x', 1) } }, ['a']), undefined);
});

test('the script before the first paint looks where the record is', () => {
  const kept = readFileSync('src/islands/progress/kept.ts', 'utf8');
  const key = /const key = '([^']+)'/.exec(kept)?.[1] ?? '?';
  assert.ok(readFileSync('public/theme.js', 'utf8').includes(`getItem('${key}')`));
});

test('sentences keep their places in every language', () => {
  const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  const english = strings('en').progress;
  for (const locale of locales)
    for (const [name, text] of Object.entries(strings(locale).progress))
      assert.deepEqual(places(text), places(english[name as keyof typeof english]), name);
});
