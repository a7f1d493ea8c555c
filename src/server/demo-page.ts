// The plain page of one demo, and the list of all: what a demo looks like without the course.
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fillView, usesBothProtocols, wantsWire } from '../demo-view.ts';
import type { Origins } from '../origins.ts';
import { root } from '../root.ts';
import type { Demos } from './demos.ts';
import { labPolicy, setCommonHeaders } from './security-headers.ts';

const words = {
  en: {
    alone: 'A demo by itself. Its two halves:',
    list: 'The demos',
    listNote: 'Each of them by itself. The course shows them with their bytes.',
    noScript: 'This page needs JavaScript. The stream itself does not:',
  },
  es: {
    alone: 'Una demo por sí sola. Sus dos mitades:',
    list: 'Las demos',
    listNote: 'Cada una por sí sola. El curso las muestra con sus bytes.',
    noScript: 'Esta página necesita JavaScript. El stream, en cambio, no:',
  },
};
export type Language = keyof typeof words;

const readRoot = (file: string) => readFileSync(join(root, file), 'utf8');

/** The course's colours and distances, what views share, and how a page of its own differs. */
export const sharedStyle = () => `${readRoot('src/styles/palette.css')}
${readRoot('demos/view.css')}
body { max-width: 60rem; margin: 12vh auto 4rem; padding: 0 1.5rem; font: 1rem/1.6 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); }
h1 { font: 600 1.75rem/1.2 ui-monospace, monospace; margin: 0 0 .5rem; }
p { color: var(--ink-2); } a { color: inherit; } code { font-size: .9em; }
main { border-left: 2px solid var(--accent); margin: 2rem 0; padding-left: 1.25rem; min-height: 6rem; }
`;

/** Answers with the page of a demo: its view, and its client half running. */
export function sendDemoPage(
  req: IncomingMessage,
  res: ServerResponse,
  demos: Demos,
  slug: string,
  { lab, labTls }: Origins,
): void {
  const language = languageOf(req);
  const t = words[language];
  const style = `${sharedStyle()}${demos.read(slug, 'view.css') ?? ''}`;
  const view = fillView(read(demos, slug, 'view.html'), demos.read(slug, 'words.json'), language);
  const script = pageScript(read(demos, slug, 'client.ts'), slug, wantsWire(view));
  const sources = ['server.ts', 'client.ts'].map((file) => `<code>demos/${slug}/${file}</code>`);
  const body = `<h1>${slug}</h1>
<p>${t.alone} ${sources.join(', ')}.</p>
<noscript><p>${t.noScript} <code>curl -N</code> <a href="events">events</a></p></noscript>
<main class="view view-${slug}" data-http1="${lab}" data-http2="${labTls}">${view}</main>
<script type="module">${script}</script>`;
  const hasModules = wantsWire(view) || demos.clientModules(slug).length > 0;
  const others = usesBothProtocols(view) ? [lab, labTls] : [];
  const policy = labPolicy({ script, style, hasModules, others });
  sendPage(res, { language, title: slug, body, style, policy });
}

/** Answers with a module of a demo's browser half, as the browser runs it. */
export function sendClientModule(
  res: ServerResponse,
  demos: Demos,
  slug: string,
  file: string,
): void {
  sendModule(res, read(demos, slug, file));
}

/** The first of the modules that tell a demo alone of its wire; the others are what it imports. */
const wireModule = '/@src/islands/stage/wire-alone.ts';

/** What such a page may ask for: the stage's modules, and the parser. They are text that the browser runs. */
const wireModules = /^\/@(src\/(?:islands\/stage|sse)\/[\w-]+\.ts)$/;

/** Answers with a module that tells a demo alone of its wire. @returns false when there is none of that name */
export function sendWireModule(res: ServerResponse, path: string): boolean {
  const file = wireModules.exec(path)?.[1];
  if (!file || !existsSync(join(root, file))) return false;
  sendModule(res, readRoot(file));
  return true;
}

function sendModule(res: ServerResponse, source: string): void {
  setCommonHeaders(res);
  res.writeHead(200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
  });
  res.end(stripTypes(source));
}

function read(demos: Demos, slug: string, file: string): string {
  const text = demos.read(slug, file);
  if (text !== undefined) return text;
  throw new Error(`demos/${slug} has no ${file}. demos/README.md says what a demo is made of.`);
}

/** Answers with links to all demos. */
export function sendDemoList(req: IncomingMessage, res: ServerResponse, demos: Demos): void {
  const language = languageOf(req);
  const t = words[language];
  const items = demos.list().map((slug) => `<li><a href="/${slug}/">${slug}</a></li>`);
  const body = `<h1>${t.list}</h1>\n<p>${t.listNote}</p>\n<main class="view"><ul class="events">${items.join('')}</ul></main>`;
  const style = sharedStyle();
  sendPage(res, { language, title: t.list, body, style, policy: labPolicy({ style }) });
}

/** A page of the lab: whole in itself, without a request for anything else. */
type Page = { language: Language; title: string; body: string; style: string; policy: string };

export function sendPage(
  res: ServerResponse,
  { language, title, body, style, policy }: Page,
): void {
  setCommonHeaders(res);
  res.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Language, Origin',
  });
  res.end(`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · One Long Response</title>
<link rel="icon" href="data:,">
<style>${style}</style>
${body}
`);
}

/** The client half as the browser runs it, started at once and stopped when the page is left. */
function pageScript(client: string, slug: string, isRecorded: boolean): string {
  const first = isRecorded ? `import '${wireModule}';\n` : '';
  const script = stripTypes(`${first}${client}\n${readRoot('demos/page.ts')}`);
  if (!/<\/script/i.test(script)) return script;
  throw new Error(
    `demos/${slug}/client.ts contains "</script", which would end the page's script. Write it in two pieces.`,
  );
}

/** TypeScript without its types. Node still calls this experimental: no other file depends on it. */
function stripTypes(source: string): string {
  return stripTypeScriptTypes(source);
}

export function languageOf(req: IncomingMessage): Language {
  const wanted = req.headers['accept-language'] ?? '';
  return /^\s*es\b/i.test(wanted) ? 'es' : 'en';
}
