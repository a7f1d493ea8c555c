// The course's Markdown: which rules make an article, and the processor that Astro renders with.
// A deck is a second render of the same body, with the rules both readings share and its own.

import { satteri } from '@astrojs/markdown-satteri';
import type { SatteriFeatures } from '@astrojs/markdown-satteri';
import type { MarkdownRule, RenderStage, RuleContext } from './markdown-rule.ts';
import { articleOnly } from './rules/article-only.ts';
import { claimText } from './rules/claim-text.ts';
import { claim } from './rules/claim.ts';
import { codeFrame } from './rules/code-frame.ts';
import { demoPoster } from './rules/demo-poster.ts';
import { demoStage } from './rules/demo-stage.ts';
import { directiveFences } from './rules/directive-fences.ts';
import { externalLinks } from './rules/external-links.ts';
import { footnoteWords } from './rules/footnote-words.ts';
import { glossaryLinks } from './rules/glossary-links.ts';
import { guide } from './rules/guide.ts';
import { headingLinks } from './rules/heading-links.ts';
import { highlightCode } from './rules/highlight-code.ts';
import { includeDemoSource } from './rules/include-demo-source.ts';
import { keyPoint } from './rules/key-point.ts';
import { knownDirectives } from './rules/known-directives.ts';
import { linksToArticle } from './rules/links-to-article.ts';
import { literalColons } from './rules/literal-colons.ts';
import { measured } from './rules/measured.ts';
import { pollExplanations } from './rules/poll-explanations.ts';
import { poll } from './rules/poll.ts';
import { presenterNotes } from './rules/presenter-notes.ts';
import { presenterPrompts } from './rules/presenter-prompts.ts';
import { revealedSteps } from './rules/revealed-steps.ts';
import { scrollingTables } from './rules/scrolling-tables.ts';
import { splitIntoSlides } from './rules/split-into-slides.ts';
import { stableIds } from './rules/stable-ids.ts';
import { stepper } from './rules/stepper.ts';
import { forReaders } from './rules/for-readers.ts';
import { steps } from './rules/steps.ts';
import { withoutArticle } from './rules/without-article.ts';
import { withoutFootnotes } from './rules/without-footnotes.ts';
import { withoutSlides } from './rules/without-slides.ts';
import type { PlannedSlide } from './slide-plan.ts';

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
  glossaryLinks(context),
  keyPoint,
  steps,
  claim(context),
  measured(context),
  poll,
  stepper,
  guide,
  demoStage(context),
  codeFrame,
  highlightCode,
  headingLinks,
  scrollingTables,
  externalLinks,
  footnoteWords,
];

/** What a deck is rendered for, and who gets to know its slides. */
export type DeckContext = RuleContext & {
  /** The address of the chapter's article, `/en/one-request/`. */
  article: string;
  /** `console`: a demo is its label, so that only the projector runs it. */
  reading?: 'deck' | 'console';
  onPlan: (slides: PlannedSlide[]) => void;
};

/** The rules of a deck: a second reading of the same body, by `renderDeck`. */
const deckRules = (context: DeckContext): MarkdownRule[] => [
  ...soundRules(context),
  withoutArticle,
  forReaders,
  withoutFootnotes,
  presenterPrompts,
  pollExplanations,
  splitIntoSlides(context.onPlan),
  presenterNotes,
  keyPoint,
  steps,
  revealedSteps,
  claimText,
  measured(context),
  poll,
  context.reading === 'console' ? demoPoster : demoStage(context, 'slide'),
  codeFrame,
  highlightCode,
  scrollingTables,
  linksToArticle(context.article),
  externalLinks,
];

/**
 * Astro's `markdown.processor` for the articles; `markdown.syntaxHighlight` must be false, as the
 * rules colour code themselves.
 * @param options.renderStage makes the stage of a `::demo` line
 * @param options.root the project, an absolute path; commands run from it
 */
export function articleProcessor(options: { renderStage: RenderStage; root?: string }) {
  return processorOf(articleRules({ root: process.cwd(), ...options }));
}

/** The same for decks; `renderDeck` gives it its plan and takes its output apart. */
export function deckProcessor(options: Omit<DeckContext, 'root'> & { root?: string }) {
  return processorOf(deckRules({ root: process.cwd(), ...options }));
}

function processorOf(rules: MarkdownRule[]) {
  return satteri({
    mdastPlugins: rules.map(({ mdast }) => mdast),
    hastPlugins: rules.map(({ hast }) => hast),
    features,
  });
}
