import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  lagOf,
  readInStep,
  recordOf,
  uncompared,
  writeInStep,
  type Translations,
} from '../../src/course/in-step.ts';
import { readAllSources } from '../../src/course/read-course.ts';
import { projectWith } from '../support/markdown.ts';

const en = '---\ntitle: A\n---\n\nTop.\n\n## One {#one}\n\nFirst.\n\n## Two {#two}\n\nSecond.\n';
const es =
  '---\ntitle: La A\n---\n\nArriba.\n\n## Uno {#one}\n\nPrimero.\n\n## Dos {#two}\n\nSegundo.\n';
const recorded = recordOf({ en, es });
const edited = en.replace('First.', 'First, and more.');

/** The lag of both languages, as `es behind en: one of 3`. */
function lags(now: Translations): string[] {
  return (['en', 'es'] as const).flatMap((locale) => {
    const lag = lagOf(now, recorded, locale);
    if (!lag) return [];
    const ids = lag.behind.map(({ id }) => id).join(', ');
    return [`${locale} behind ${lag.ahead}: ${ids} of ${lag.sections}`];
  });
}

test('what says the same as when it was recorded is in step', () => {
  assert.deepEqual(lags({ en, es }), []);
  assert.deepEqual(lags({ en: en.replaceAll('\n', '\r\n'), es: `${es}\n\n` }), []);
});

test('where one language has moved on, the other is behind it, whichever it is', () => {
  assert.deepEqual(lags({ en: edited, es }), ['es behind en: one of 3']);
  assert.deepEqual(lags({ en, es: es.replace('Segundo.', 'Otro.') }), ['en behind es: two of 3']);
});

test('the front matter and the text above the first heading are a section too', () => {
  assert.deepEqual(lags({ en: en.replace('title: A', 'title: B'), es }), [
    'es behind en: _top of 3',
  ]);
});

test('each can be ahead in another section', () => {
  assert.deepEqual(lags({ en: edited, es: es.replace('Segundo.', 'Otro.') }), [
    'en behind es: two of 3',
    'es behind en: one of 3',
  ]);
});

test('a section is named in the language of the reader, a new one as its author named it', () => {
  const lag = lagOf({ en: `${edited}\n## New {#new}\n`, es }, recorded, 'es');
  assert.deepEqual(lag?.behind, [
    { id: 'one', title: 'Uno', isHere: true },
    { id: 'new', title: 'New', isHere: false },
  ]);
});

test('where both have moved on, or only one is written, nobody is behind', () => {
  assert.deepEqual(lags({ en: edited, es: es.replace('Primero.', 'Primero, y más.') }), []);
  assert.deepEqual(lags({ en: edited }), []);
});

const check = (now: Translations, record = { '10-a/10-b.md': recorded }) =>
  uncompared(
    {
      en: new Map(now.en === undefined ? [] : [['10-a/10-b.md', now.en]]),
      es: new Map(now.es === undefined ? [] : [['10-a/10-b.md', now.es]]),
    },
    record,
  );

test('sections that changed in both languages are to be compared', () => {
  assert.deepEqual(check({ en: edited, es: es.replace('Primero.', 'Primero, y más.') }), [
    '10-a/10-b.md has changed in more than one language: one. Compare them; once they say the same: npm run in-step 10-a/10-b.md',
  ]);
});

test('a chapter without a record is to be compared, unless it has one language only', () => {
  assert.match(
    check({ en, es }, {} as never)[0] ?? '',
    /^content\/in-step\.json has no record of 10-a\/10-b\.md\./,
  );
  assert.deepEqual(check({ en }, {} as never), []);
});

test('where one language changed there is nothing to compare yet', () => {
  assert.deepEqual(check({ en: edited, es }), []);
});

test('the record is written as Prettier would, a section a line, and read back', () => {
  const project = projectWith({ 'content/in-step.json': '{}' });
  writeInStep(project.root, { '20-b/10-b.md': recorded, '10-a/10-a.md': { one: { en: 'x' } } });
  const text = readFileSync(join(project.root, 'content/in-step.json'), 'utf8');
  assert.match(text, /^\{\n {2}"10-a\/10-a\.md": \{\n {4}"one": \{ "en": "x" \}\n {2}\},\n/);
  assert.match(text, /\n {4}"one": \{ "en": "[0-9a-f]{10}", "es": "[0-9a-f]{10}" \},\n/);
  assert.deepEqual(readInStep(project.root)['20-b/10-b.md'], recorded);
  project.remove();
  assert.deepEqual(readInStep(project.root), {});
});

test('the languages of the course have been compared', () => {
  assert.deepEqual(uncompared(readAllSources(), readInStep(process.cwd())), []);
});
