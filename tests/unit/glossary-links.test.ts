import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGlossary } from '../../src/markdown/glossary.ts';
import { projectWith, renderArticle, renderSlides, smallGlossary } from '../support/markdown.ts';

/** The terms that a rendered text links, as `word → id`. */
async function linked(body: string, locale = 'en'): Promise<string[]> {
  const html = await renderArticle(body, locale);
  const links = html.matchAll(/<a href="\/\w+\/glossary\/#([\w-]+)" class="term"[^>]*>([^<]*)</g);
  return [...links].map(([, id, word]) => `${word} → ${id}`);
}

test('the first use of a term is a link to its definition, which the mouse can read in place', async () => {
  const html = await renderArticle('It sends an event, then an event.');
  assert.equal(
    html.trim(),
    '<p>It sends an <a href="/en/glossary/#event" class="term" title="What a page gets from data.">event</a>, then an event.</p>',
  );
});

test('other forms count, in any case, and the text stays as it is written', async () => {
  assert.deepEqual(await linked('EVENTS and *Chunks*.'), ['EVENTS → event', 'Chunks → chunk']);
  assert.deepEqual(await linked('Dos eventos.', 'es'), ['eventos → event']);
});

test('only whole words count', async () => {
  assert.deepEqual(await linked('eventual, pre-event, event-driven, event2, reventó'), []);
  assert.deepEqual(await linked('prevents event:update and data:event'), []);
});

test('the longest term wins, and uses up its words', async () => {
  assert.deepEqual(await linked('The last event ID. The last event ID. An event.'), [
    'last event ID → last-event-id',
    'event → event',
  ]);
  assert.deepEqual(await linked('An event stream. One event stream. An event.'), [
    'event stream → event-stream',
    'event → event',
  ]);
});

test('list items and table cells are prose too, column headings are not', async () => {
  const table = '| chunk |\n| --- |\n| a chunk |';
  assert.deepEqual(await linked(`- one event\n\n${table}`), ['event → event', 'chunk → chunk']);
});

const apart: [name: string, body: string][] = [
  ['a heading', '## An event {#one}'],
  ['a link', '[an event](/en/)'],
  ['code', '`event`\n\n```text\nevent\n```'],
  ['a key point', ':::key\nAn event.\n:::'],
  ['a claim', ':claim[an event]{id=accept-header}'],
  ['a question', ':::poll{#p}\nAn event?\n\n- [x] event\n- [ ] no\n\nAn event.\n:::'],
  ['the label of a demo', '::demo[An event]{name=first-stream}'],
  ['the name of a button', 'Press **One event**.'],
];

for (const [name, body] of apart) {
  test(`${name} has no such links, and does not use the term up`, async () => {
    assert.deepEqual(await linked(`${body}\n\nNow an event.`), ['event → event']);
    assert.match(await renderArticle(`${body}\n\nNow an event.`), /<p>Now an <a/);
  });
}

test('a sentence holds two of them, and the third waits for the next', async () => {
  assert.deepEqual(await linked('An event, a chunk, *the* origin. The origin.'), [
    'event → event',
    'chunk → chunk',
    'origin → origin',
  ]);
  assert.match(
    await renderArticle('An event, a chunk, *the* origin. The origin.'),
    /<em>the<\/em> origin\. The <a/,
  );
  assert.equal((await linked('An event, a chunk.\n\nAn origin.')).length, 3);
});

test('slides have none', async () => {
  const [, one] = await renderSlides('## One {#one}\n\n- an event\n');
  assert.match(one!.body, /<li>an event<\/li>/);
});

const broken: [name: string, change: object, message: RegExp][] = [
  ['without one language', { es: undefined }, /"event" needs es: /],
  ['without a definition', { en: { term: 'event', forms: [] } }, /"event" needs en: /],
  ['with an unsafe source', { source: { label: 'x', url: 'http://x' } }, /an https address/],
];

for (const [name, change, message] of broken) {
  test(`an entry ${name} is an error`, () => {
    const entry = { ...smallGlossary.event, ...change };
    const project = projectWith({ 'content/glossary.json': JSON.stringify({ event: entry }) });
    assert.throws(() => readGlossary(project.root), message);
    project.remove();
  });
}

test('a word with two meanings is an error', () => {
  const terms = { event: smallGlossary.event, happening: smallGlossary.event };
  const project = projectWith({ 'content/glossary.json': JSON.stringify(terms) });
  assert.throws(
    () => readGlossary(project.root),
    /"event" \(en\) belongs to "event" and to "happening"/,
  );
  project.remove();
});

test('the glossary of the course is whole, in both languages', () => {
  assert.ok(readGlossary(process.cwd()).size >= 30);
});
