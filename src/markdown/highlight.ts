// Code colours as classes: the strict content security policy has no room for style attributes,
// so that Shiki's CSS variables become `tok-…` classes and the style sheets colour them.

import type { HastNode } from 'satteri';
import {
  bundledLanguages,
  createCssVariablesTheme,
  getSingletonHighlighter,
  isSpecialLang,
} from 'shiki';
import type { ShikiTransformer } from 'shiki';
import { eventStream } from './event-stream-language.ts';
import { parseFenceMeta } from './fence-meta.ts';

const theme = createCssVariablesTheme({
  name: 'course',
  variablePrefix: '--tok-',
  fontStyle: false,
});

/** `color:var(--tok-token-string-expression)` → `tok-string-expression`. */
function tokenClass(style: unknown): string {
  const [, name] = /--tok-(?:token-)?([\w-]+)/.exec(String(style)) ?? [];
  return name === undefined || name === 'foreground' ? 'tok-fg' : `tok-${name}`;
}

const stylesToClasses: ShikiTransformer = {
  name: 'styles-to-classes',
  // A block may be wider than the page, which is not known here: it must be reachable by keyboard
  // to be scrolled by keyboard (WCAG 2.1.1), hence the tabindex.
  pre(node) {
    const { lang } = this.options;
    node.properties = { class: 'code-block', tabindex: '0', 'data-language': lang };
  },
  span(node) {
    node.properties = { class: tokenClass(node.properties['style']) };
  },
};

/** Marks the lines of a fence with a single step; a slide steps through those of several. */
const markLines: ShikiTransformer = {
  name: 'mark-lines',
  pre(node) {
    const { steps } = parseFenceMeta(this.options.meta?.__raw);
    if (steps.length > 1) node.properties['data-line-steps'] = steps.map(String).join('|');
  },
  line(node, number) {
    const { steps } = parseFenceMeta(this.options.meta?.__raw);
    const [step] = steps;
    const marked = steps.length === 1 && Array.isArray(step) && step.includes(number);
    node.properties['class'] = marked ? 'line marked' : 'line';
  },
};

// No limit of time: on a busy machine Shiki would give a line up half-way and leave it uncoloured.
const shiki = { theme, transformers: [stylesToClasses, markLines], tokenizeTimeLimit: 0 };

/** Whether fences may name this language. */
export function knowsLanguage(lang: string): boolean {
  return lang === eventStream.name || lang in bundledLanguages || isSpecialLang(lang);
}

/**
 * Code as `<pre class="code-block">` with `tok-…` classes, as the fences of a chapter have it.
 * @param lang a language Shiki knows, `event-stream`, or `text`
 * @param options.meta a fence's meta, for line marks such as `{2|4-5}`
 */
export async function highlightCode(
  code: string,
  lang: string,
  options: { meta?: string } = {},
): Promise<string> {
  const highlighter = await highlighterFor(lang);
  return highlighter.codeToHtml(withoutLastBreak(code), shikiOptions(lang, options.meta));
}

/** The same as a node of an HTML tree. */
export async function highlightToTree(code: string, lang: string, meta?: string) {
  const highlighter = await highlighterFor(lang);
  const tree = highlighter.codeToHast(withoutLastBreak(code), shikiOptions(lang, meta));
  return tree.children[0] as Extract<HastNode, { type: 'element' }>;
}

/** One highlighter for all, which loads a language when it is first asked for. */
function highlighterFor(lang: string) {
  const langs = [lang === eventStream.name ? eventStream : lang];
  return getSingletonHighlighter({ themes: [theme], langs });
}

function withoutLastBreak(code: string): string {
  return code.replace(/\n$/, '');
}

function shikiOptions(lang: string, meta: string | undefined) {
  return { lang, ...shiki, ...(meta === undefined ? {} : { meta: { __raw: meta } }) };
}
