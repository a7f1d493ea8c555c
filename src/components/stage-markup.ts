// The stage around a demo, as it leaves the server: complete without JavaScript (sources, commands),
// brought to life by islands/sse-demo.ts. A string and not an .astro component because Markdown's
// `::demo` line and the home page must produce the very same thing.
import { escapeHtml, fillView, isInteractive, usesBothProtocols } from '../demo-view.ts';
import { fill } from '../i18n/fill.ts';
import { strings, type Locale, type Strings } from '../i18n/translate.ts';
import { hasSource, listCode, readSource } from '../markdown/demo-source.ts';
import { highlightCode } from '../markdown/highlight.ts';

export type StageOptions = {
  /** The demo's folder name. */
  slug: string;
  /** The stage's id in its page; a deck may show a demo more than once. */
  id?: string;
  /** What the demo shows, in the page's language. */
  label: string;
  locale: Locale;
  /**
   * `hero`: starts by itself once visible and shows bytes and events only. `slide`: the same with a
   * row of faults, and the deck says when it runs.
   */
  variant?: 'article' | 'hero' | 'slide';
};

/** The faults a reader can cause, in the order of the buttons. `resume` replaces `stall` while it lasts. */
const faults = [
  'cut',
  'end',
  'stall',
  'hold',
  'answer-204',
  'answer-500',
  'answer-wrong-type',
] as const;

/**
 * Renders the stage of one demo.
 * @throws when the demo or one of its files does not exist (the sentence names it).
 */
export async function stageMarkup({
  slug,
  id = slug,
  label,
  locale,
  variant = 'article',
}: StageOptions): Promise<string> {
  const t = strings(locale).stage;
  const view = readView(slug, locale);
  const isWide = isInteractive(view);
  const panes = [
    wirePane(id, t),
    isWide ? viewPane(id, slug, view, t) : eventsPane(id, slug, view, t),
  ];
  const more = { article: () => drawers(slug, t), slide: () => faultRow(t), hero: () => '' };
  return `<sse-demo class="stage stage-${variant}${isWide ? ' stage-wide' : ''}" id="${id}" data-demo="${slug}" data-variant="${variant}" data-pagefind-ignore>
${head({ slug, id, label }, t, usesBothProtocols(view))}
<p class="stage-notice" data-notice role="status" hidden></p>
<div class="stage-panes">
${(isWide ? panes.reverse() : panes).join('\n')}
</div>
${await more[variant]()}
</sse-demo>`;
}

function readView(slug: string, locale: Locale): string {
  const folder = `demos/${slug}`;
  const words = hasSource(`${folder}/words.json`) ? readSource(`${folder}/words.json`) : undefined;
  try {
    return fillView(readSource(`${folder}/view.html`), words, locale);
  } catch (error) {
    throw new Error(`demos/${slug}: ${(error as Error).message}`, { cause: error });
  }
}

function head(
  { slug, id, label }: { slug: string; id: string; label: string },
  t: Strings['stage'],
  overBoth: boolean,
): string {
  const choice = (value: string, name: string, checked: string) =>
    `<label class="choice"><input type="radio" name="${id}-protocol" value="${value}" data-protocol${checked}><span class="protocol-mark protocol-${value}" aria-hidden="true"></span>${name}</label>`;
  const choices = `<fieldset class="choices"><legend class="sr-only">${t.protocol}</legend>${choice('http1', 'HTTP/1.1', ' checked')}${choice('http2', 'HTTP/2', '')}</fieldset>`;
  return `<header class="stage-head">
<p class="stage-title"><span class="stage-kicker">${t.kicker}</span><span class="stage-label" id="${id}-label">${escapeHtml(label)}</span></p>
<div class="stage-controls" data-controls hidden>
${overBoth ? '' : choices}
<button type="button" class="stage-start" data-start>${t.start}</button>
</div>
<div class="stage-state">
<svg class="state-line" data-line viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label="${fill(t.lineLabel, { events: 0, seconds: 0 })}"></svg>
<p class="state-words" role="status" aria-label="${t.stateLabel}"><span class="state-name" data-state>${t.idleName}</span> <span class="state-detail" data-detail>${t.idle}</span></p>
<p class="state-proof" data-proof></p>
</div>
<noscript><p class="stage-notice">${t.noScript}</p><pre class="stage-command"><code>curl -N http://localhost:4322/${slug}/events</code></pre></noscript>
</header>`;
}

function wirePane(id: string, t: Strings['stage']): string {
  return `<section class="pane pane-wire" aria-labelledby="${id}-wire ${id}-label">
<header class="pane-head"><p class="pane-title" id="${id}-wire">${t.wireTitle}</p><p class="pane-hint">${t.wireHint}</p><button type="button" class="pane-pause" data-pause aria-pressed="false" hidden>${t.pause}</button></header>
<div class="pane-log" data-wire role="log" aria-live="off" aria-labelledby="${id}-wire" tabindex="0"><p class="pane-empty" data-empty>${t.emptyWire}</p></div>
<p class="pane-foot" data-totals></p>
</section>`;
}

/** What arrives, shown by the demo's client as a log that scrolls. */
function eventsPane(id: string, slug: string, view: string, t: Strings['stage']): string {
  return `<section class="pane pane-events" aria-labelledby="${id}-events ${id}-label">
<header class="pane-head"><p class="pane-title" id="${id}-events">${t.eventsTitle}</p><p class="pane-hint">${t.eventsHint}</p></header>
<div class="pane-log" data-view-log role="log" aria-labelledby="${id}-events" tabindex="0"><p class="pane-empty" data-empty>${t.emptyEvents}</p><div class="view view-${slug}" data-view>${view}</div></div>
</section>`;
}

/** A demo with controls of its own: not one log, and as high as it needs to be. */
function viewPane(id: string, slug: string, view: string, t: Strings['stage']): string {
  return `<section class="pane pane-view" aria-labelledby="${id}-events ${id}-label" data-view-log>
<p class="sr-only" id="${id}-events">${t.viewTitle}</p>
<div class="view view-${slug}" data-view>${view}</div>
</section>`;
}

async function drawers(slug: string, t: Strings['stage']): Promise<string> {
  return `<div class="stage-drawers">
${drawer('break', t.breakTitle, '', faultPanel(t))}
${await half(slug, 'server', t)}
${await half(slug, 'client', t)}
${drawer('run', t.runTitle, '', commands(slug, t))}
</div>
<p class="stage-link" data-link-row hidden><button type="button" class="quiet" data-link data-copied="${t.copied}">${t.copyLink}</button></p>`;
}

/** A half of the demo; the modules that it has are drawers inside its own. */
async function half(slug: string, name: 'server' | 'client', t: Strings['stage']): Promise<string> {
  const code = async (file: string, title: string, inside = '') => {
    const path = `demos/${slug}/${file}`;
    const figure = codeFigure(await highlightCode(readSource(path), 'ts'), t);
    return drawer(file.replace('.ts', ''), title, path, figure + inside);
  };
  const modules = listCode(slug).filter((file) => file.startsWith(`${name}-`));
  const inside = await Promise.all(modules.map((file) => code(file, '')));
  const title = name === 'server' ? t.serverCode : t.clientCode;
  return code(`${name}.ts`, title, inside.join('\n'));
}

function drawer(name: string, title: string, file: string, content: string): string {
  const path = file ? ` <code class="drawer-file">${file}</code>` : '';
  return `<details class="drawer" data-drawer="${name}"><summary>${title && `<span>${title}</span>`}${path}</summary><div class="drawer-body">${content}</div></details>`;
}

function faultPanel(t: Strings['stage']): string {
  const button = (name: (typeof faults)[number]) =>
    `<li><button type="button" class="fault" data-fault="${name}" disabled>${t.faults[name].name}</button><span class="fault-note">${t.faults[name].note}</span></li>`;
  return `<p class="fault-hint">${t.breakHint}</p><ul class="faults">${faults.map(button).join('')}</ul><p class="fault-result" data-fault-result role="status">${t.needsStream}</p>`;
}

/** On a slide there is room for the names, and the presenter says what they do. */
function faultRow(t: Strings['stage']): string {
  const button = (name: (typeof faults)[number]) =>
    `<li><button type="button" class="fault" data-fault="${name}" disabled>${t.faults[name].name}</button></li>`;
  return `<div class="stage-faults"><ul class="fault-row" aria-label="${t.breakTitle}">${faults.map(button).join('')}</ul><p class="fault-result" data-fault-result role="status"></p></div>`;
}

function commands(slug: string, t: Strings['stage']): string {
  const command = (title: string, text: string, origin = '') =>
    `<p>${title}</p>${codeFigure(`<pre class="code-block" tabindex="0"><code${origin ? ` data-origin="${origin}"` : ''}>${text}</code></pre>`, t)}`;
  return [
    command(t.runAlone, `npm run demo ${slug}`),
    command(t.runCurl, `curl -N http://localhost:4322/${slug}/events`, 'lab'),
    command(t.runCurlHttp2, `curl -Nk --http2 https://localhost:4323/${slug}/events`, 'labTls'),
  ].join('');
}

/** The frame of a chapter's code block (markdown/code-frame): its copy button finds the `pre` beside it. */
function codeFigure(pre: string, t: Strings['stage']): string {
  return `<figure class="code"><button class="code-copy" type="button" data-copy data-copied="${t.copied}" hidden>${t.copy}</button>${pre}</figure>`;
}
