// Code colours as classes: the strict content security policy has no room for style attributes,
// so that Shiki's CSS variables become `tok-…` classes and the style sheets colour them.

import { codeToHtml, createCssVariablesTheme } from 'shiki';
import type { ShikiTransformer } from 'shiki';
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

/** Marks the lines of a fence with a single step; a fence of several steps is for slides. */
const markLines: ShikiTransformer = {
  name: 'mark-lines',
  line(node, number) {
    const { steps } = parseFenceMeta(this.options.meta?.__raw);
    const [step] = steps;
    const marked = steps.length === 1 && Array.isArray(step) && step.includes(number);
    node.properties['class'] = marked ? 'line marked' : 'line';
  },
};

/** For Astro's `markdown.shikiConfig`; fences and `highlightCode` share it. */
export const shikiConfig = { theme, transformers: [stylesToClasses, markLines] };

/**
 * Code as `<pre class="code-block">` with `tok-…` classes, as the fences of a chapter have it.
 * @param lang a language Shiki knows, or `text`
 * @param options.meta a fence's meta, for line marks such as `{2|4-5}`
 */
export function highlightCode(
  code: string,
  lang: string,
  options: { meta?: string } = {},
): Promise<string> {
  const meta = options.meta === undefined ? {} : { meta: { __raw: options.meta } };
  return codeToHtml(code.replace(/\n$/, ''), { lang, ...shikiConfig, ...meta });
}
