// The course's Markdown: which rules make an article, and the processor that Astro renders with.
// A deck is a second render of the same body: it takes the rules both readings share, and its own
// in place of `withoutSlides`, `presenterNotes` and `articleOnly`.

import { satteri } from '@astrojs/markdown-satteri';
import type { SatteriFeatures } from '@astrojs/markdown-satteri';
import type { MarkdownRule, RenderStage, RuleContext } from './markdown-rule.ts';
import { articleOnly } from './rules/article-only.ts';
import { claim } from './rules/claim.ts';
import { codeFrame } from './rules/code-frame.ts';
import { demoStage } from './rules/demo-stage.ts';
import { directiveFences } from './rules/directive-fences.ts';
import { externalLinks } from './rules/external-links.ts';
import { footnoteWords } from './rules/footnote-words.ts';
import { headingLinks } from './rules/heading-links.ts';
import { highlightCode } from './rules/highlight-code.ts';
import { includeDemoSource } from './rules/include-demo-source.ts';
import { keyPoint } from './rules/key-point.ts';
import { knownDirectives } from './rules/known-directives.ts';
import { literalColons } from './rules/literal-colons.ts';
import { poll } from './rules/poll.ts';
import { presenterNotes } from './rules/presenter-notes.ts';
import { scrollingTables } from './rules/scrolling-tables.ts';
import { stableIds } from './rules/stable-ids.ts';
import { steps } from './rules/steps.ts';
import { withoutSlides } from './rules/without-slides.ts';

/**
 * Typographic quotes, but never dashes or dots made of something else: `--no-buffer` and `...` are
 * what a reader types.
 */
export const features = {
  directive: true,
  headingAttributes: true,
  smartPunctuation: { quotes: true, dashes: false, ellipses: false },
} satisfies SatteriFeatures;

/** What makes a chapter's source sound; every reading of it begins with these. */
const soundRules = (context: RuleContext): MarkdownRule[] => [
  directiveFences,
  literalColons,
  knownDirectives(context),
  stableIds,
  includeDemoSource(context),
];

/** The rules of the article, in the order in which they run. */
const articleRules = (context: RuleContext): MarkdownRule[] => [
  ...soundRules(context),
  presenterNotes,
  withoutSlides,
  articleOnly,
  keyPoint,
  steps,
  claim(context),
  poll,
  demoStage(context),
  codeFrame,
  highlightCode,
  headingLinks,
  scrollingTables,
  externalLinks,
  footnoteWords,
];

/**
 * Astro's `markdown.processor` for the articles; `markdown.syntaxHighlight` must be false, as the
 * rules colour code themselves.
 * @param options.renderStage makes the stage of a `::demo` line
 * @param options.root the project, an absolute path; commands run from it
 */
export function articleProcessor(options: { renderStage: RenderStage; root?: string }) {
  const rules = articleRules({ root: process.cwd(), ...options });
  return satteri({
    mdastPlugins: rules.map(({ mdast }) => mdast),
    hastPlugins: rules.map(({ hast }) => hast),
    features,
  });
}
