// Loads the chapters, and closes what Astro leaves open around Markdown that quotes code: its
// cache knows only the .md file, and a rule that throws is logged while the build goes on.

import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob } from 'astro/loaders';
import type { Loader, LoaderContext } from 'astro/loaders';
import { digestFiles } from '../markdown/demo-source.ts';
import { readChapterPath } from './chapter-path.ts';

/** All that a rendered chapter is made of besides its own file. */
const ingredients = [
  'demos',
  'src/sse',
  'src/classroom',
  'src/live',
  'content/claims.json',
  'content/glossary.json',
  'content/measured.json',
  'src/markdown',
  'src/components',
  'src/i18n',
];
const digestKey = 'digest-of-ingredients';

type Entry = Parameters<LoaderContext['store']['set']>[0];

/** The loader of the `docs` collection: `content/en/10-basics/10-one-request.md` is `en/one-request`. */
export function chapterLoader(): Loader {
  return {
    name: 'chapters',
    async load(context) {
      forgetWhenIngredientsChanged(context);
      const faults = new Set<string>();
      await chapters.load(refusingUnrendered(context, faults));
      if (context.watcher) renderAgainOnChange(context, context.watcher);
      else if (faults.size > 0) throw new Error([...faults].join('\n'));
    },
  };
}

const chapters = glob({
  base: './content',
  pattern: '[a-z][a-z]/*/*.md',
  generateId: ({ entry }) => readChapterPath(`content/${entry}`).id,
});

function forgetWhenIngredientsChanged(context: LoaderContext): void {
  const before = context.meta.get(digestKey);
  if (before !== rememberIngredients(context)) context.store.clear();
}

function rememberIngredients({ config, meta }: LoaderContext): string {
  const digest = digestFiles(ingredients, fileURLToPath(config.root));
  meta.set(digestKey, digest);
  return digest;
}

/**
 * The same context, but an entry whose rendering threw is not stored: in a build its message is
 * kept in `faults`; for the author at work, the page shows it.
 */
function refusingUnrendered(context: LoaderContext, faults: Set<string>): LoaderContext {
  let logged = '';
  const logger = Object.create(context.logger, {
    error: {
      value: (message: string) => {
        logged = message;
        if (context.watcher) context.logger.error(message);
      },
    },
  }) as LoaderContext['logger'];
  // `glob` logs the message and stores the entry in one go, so that the last message is its own.
  const set = (entry: Entry) => {
    if (entry.rendered) return context.store.set(entry);
    faults.add(logged);
    return context.watcher ? context.store.set({ ...entry, rendered: faultPage(logged) }) : false;
  };
  return { ...context, logger, store: { ...context.store, set } };
}

function faultPage(message: string): NonNullable<Entry['rendered']> {
  const text = message.replace(/[&<]/g, (character) => (character === '&' ? '&amp;' : '&lt;'));
  const html = `<p class="build-fault" role="alert">${text}</p>`;
  return { html, metadata: { headings: [], imagePaths: [], frontmatter: {} } };
}

type Watcher = NonNullable<LoaderContext['watcher']>;

/** The author's loop: a changed demo is shown in its chapters at once. */
function renderAgainOnChange(context: LoaderContext, watcher: Watcher): void {
  const root = fileURLToPath(context.config.root);
  const refresh = (path: string) => {
    const changed = relative(root, path).replaceAll(sep, '/');
    if (ingredients.some((name) => changed === name || changed.startsWith(`${name}/`))) {
      renderAll(context)
        .then(() => context.logger.info(`Chapters rendered again: ${changed} changed`))
        .catch((error: unknown) => context.logger.error(String(error)));
    }
  };
  for (const event of ['add', 'change', 'unlink']) watcher.on(event, refresh);
}

async function renderAll(context: LoaderContext): Promise<void> {
  for (const entry of context.store.values()) {
    const fileURL = new URL(entry.filePath ?? '', context.config.root);
    const rendered = await renderOne(context, fileURL);
    context.store.set({ ...entry, digest: context.generateDigest(rendered.html), rendered });
  }
  rememberIngredients(context);
}

async function renderOne(context: LoaderContext, fileURL: URL) {
  try {
    return await context.renderMarkdown(await readFile(fileURL, 'utf8'), { fileURL });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.logger.error(message);
    return faultPage(message);
  }
}
