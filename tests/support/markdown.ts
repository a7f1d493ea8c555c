// Renders Markdown exactly as the site does, against a project folder made for the test.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildDeck } from '../../src/course/deck.ts';
import { articleProcessor } from '../../src/markdown/index.ts';
import type { RenderStage } from '../../src/markdown/markdown-rule.ts';

/** A folder with these files (path → content), and `remove` to end it. */
export function projectWith(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'course-'));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  return { root, write, remove: () => rmSync(root, { recursive: true }) };
}

const server = `import { on } from 'node:events';

// #region send
  export const send = 1;
// #endregion send
`;

const claims = {
  'accept-header': {
    source: { label: 'HTML standard 9.2.6', url: 'https://html.spec.whatwg.org/multipage/' },
    checked: '2026-11-20',
  },
  proven: {
    source: { label: 'RFC 9112', url: 'https://www.rfc-editor.org/rfc/rfc9112' },
    proof: { label: 'the demo', path: 'demos/first-stream/server.ts' },
    checked: '2026-11-20',
  },
};

const term = (id: string, en: string[], es: string[]) => {
  const wording = ([term = '', ...forms]: string[]) => ({ term, forms, definition: `Of ${id}.` });
  return { en: wording(en), es: wording(es) };
};

export const smallGlossary = {
  event: {
    en: { term: 'event', forms: ['events'], definition: 'What a page gets from `data`.' },
    es: { term: 'evento', forms: ['eventos'], definition: 'Lo que llega de `data`.' },
  },
  'last-event-id': term('last-event-id', ['last event ID'], ['último ID de evento']),
  'event-stream': term('event-stream', ['event stream'], ['stream de eventos']),
  chunk: term('chunk', ['chunk', 'chunks'], ['chunk', 'chunks']),
  origin: term('origin', ['origin'], ['origen']),
};

const proof = { label: '“one of it”', path: 'demos/first-stream/server.ts' };
const measured = {
  date: '2026-11-26',
  browsers: { chromium: 'Chromium 156.0.1', firefox: 'Firefox 153.7.0' },
  figures: {
    wall: { proof, chromium: { open: 6, fetch: 'waits' }, firefox: { open: 5, fetch: 'answered' } },
    wordless: { proof, chromium: { open: 6 }, firefox: { open: 6 } },
  },
};

/** A project with one demo, `first-stream`, two claims (`accept-header`, `proven`), a glossary and two figures. */
export const smallProject = () =>
  projectWith({
    'demos/first-stream/server.ts': server,
    'demos/first-stream/view.html': '<ul></ul>',
    'content/claims.json': JSON.stringify(claims),
    'content/glossary.json': JSON.stringify(smallGlossary),
    'content/measured.json': JSON.stringify(measured),
  });

const project = smallProject();
process.on('exit', () => project.remove());

/** The article's HTML for a chapter's body. `locale` is the folder that it lies in. */
export async function renderArticle(body: string, locale = 'en'): Promise<string> {
  const { code } = await renderWhole(body, locale);
  return code;
}

/** The same with headings, as Astro gets it. The chapter's file has four lines of front matter. */
export async function renderWhole(body: string, locale = 'en') {
  const path = `content/${locale}/10-basics/10-sample.md`;
  project.write(path, `---\ntitle: A\nminutes: 1\n---\n${body}`);
  const renderer = await articleProcessor({ root: project.root, renderStage }).createRenderer({
    syntaxHighlight: false,
  } as never);
  return renderer.render(body, {
    fileURL: pathToFileURL(join(project.root, path)),
    frontmatter: {},
  });
}

/** The slides of a chapter's body, rendered as the deck's pages do. */
export async function renderSlides(
  body: string,
  { locale = 'en', reading = 'deck' }: { locale?: string; reading?: 'deck' | 'console' } = {},
) {
  const file = `content/${locale}/10-basics/10-sample.md`;
  project.write(file, `---\ntitle: A\nminutes: 1\n---\n${body}`);
  const { slides } = await buildDeck({ file, body }, { root: project.root, renderStage, reading });
  return slides;
}

const renderStage: RenderStage = ({ slug, id, label, locale }) =>
  Promise.resolve(
    `<sse-demo id="${id}" data-demo="${slug}" data-locale="${locale}">\n\n${label}\n\n</sse-demo>`,
  );
