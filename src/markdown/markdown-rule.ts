// The shape of a Markdown rule, and how a rule says what is wrong and where.

import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HastPluginEntry, MdastNode, MdastPluginEntry } from 'satteri';
import { toLocale } from '../i18n/translate.ts';
import type { Locale } from '../i18n/translate.ts';

/** One rule = one file = one test. It works on the Markdown tree, on the HTML tree, or on both. */
export type MarkdownRule = {
  name: string;
  mdast?: MdastPluginEntry;
  hast?: HastPluginEntry;
};

/** Where a stage stands: in a chapter, or on one of its slides. */
export type StageVariant = 'article' | 'slide';

/** Renders the stage around a demo; given from outside, so that rules know no components. */
export type RenderStage = (stage: {
  slug: string;
  /** The stage's id in its page. */
  id: string;
  label: string;
  locale: Locale;
  variant: StageVariant;
}) => Promise<string>;

/** What rules need to know about the project. `root` is an absolute path. */
export type RuleContext = { root: string; renderStage: RenderStage };

/** The node of one type, e.g. `NodeOf<'textDirective'>`. */
export type NodeOf<Type extends MdastNode['type']> = Extract<MdastNode, { type: Type }>;

/** The part of Sätteri's visitor context that messages need. */
export type Place = { readonly source: string; readonly fileURL: URL | undefined };

/** The language of a chapter, from its path `content/<locale>/…`. */
export function localeOf(fileURL: URL | undefined): Locale {
  return toLocale(/\/content\/(\w+)\//.exec(fileURL?.pathname ?? '')?.[1]);
}

/**
 * An error that begins with the file and line of a node: `content/en/…/10-x.md:12 <sentence>`.
 * @param at a node (its rule must ask for positions) or a line of the source, counted from 1
 */
export function errorAt(place: Place, at: MdastNode | number, sentence: string): Error {
  const line = typeof at === 'number' ? at : (at.position?.start.line ?? 1);
  return new Error(`${fileOf(place)}:${line + linesBefore(place)} ${sentence}`);
}

/** Runs `work`, and gives an error it throws the place of the node. */
export function at<Result>(place: Place, node: MdastNode, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw errorAt(place, node, error instanceof Error ? error.message : String(error));
  }
}

function fileOf({ fileURL }: Place): string {
  return fileURL ? relative(process.cwd(), fileURLToPath(fileURL)) : 'Markdown';
}

/** Astro hands over the body without its front matter: count the lines that it took away. */
function linesBefore({ fileURL, source }: Place): number {
  if (!fileURL || !existsSync(fileURL)) return 0;
  const file = readFileSync(fileURL, 'utf8');
  const start = file.indexOf(source.trimEnd());
  return start < 0 ? 0 : file.slice(0, start).split('\n').length - 1;
}
