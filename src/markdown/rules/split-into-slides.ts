// A chapter as slides: the tree becomes a row of <slide-part> elements, which `render-deck` takes
// apart again. Rules that come after it meet the same blocks as in the article.

import { defineMdastPlugin } from 'satteri';
import { element } from '../markdown-element.ts';
import { errorAt } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';
import { planSlides } from '../slide-plan.ts';
import type { Block, PlannedSlide } from '../slide-plan.ts';

/** @param onPlan gets the slides; the index of one is the `data-slide` of its parts */
export function splitIntoSlides(onPlan: (slides: PlannedSlide[]) => void): MarkdownRule {
  return {
    name: 'split-into-slides',
    mdast: defineMdastPlugin({
      name: 'split-into-slides',
      options: { position: true },
      before(root, context) {
        const slides = planSlides(root.children);
        onPlan(slides);
        const definitions = root.children.filter(({ type }) => type === 'definition');
        const children = [...definitions, ...titleParts(slides), ...slides.flatMap(bodyParts)];
        context.replaceNode(root, { type: 'root', children });
      },
      containerDirective(node, context) {
        if (node.name === 'slide') throw errorAt(context, node, buried('::::slide'));
      },
      leafDirective(node, context) {
        if (node.name === 'break') throw errorAt(context, node, buried('::break'));
      },
    }),
  };
}

function buried(name: string): string {
  return `${name} stands alone in a chapter, never inside a list, a quotation or another directive.`;
}

/** A node may stand in a tree once, and slides share titles: each is written for its first slide. */
function titleParts(slides: PlannedSlide[]): Block[] {
  return titlesOf(slides).map((words, index) => part(index, 'title', words));
}

/** All titles and parts of a plan, each once; the index of one is the `data-slide` of its part. */
export function titlesOf(slides: PlannedSlide[]): (readonly Block[])[] {
  const titles = slides.flatMap(({ title, part = [] }) => [title, part]);
  return [...new Set(titles)].filter(({ length }) => length > 0);
}

function bodyParts({ body, prose, prompts }: PlannedSlide, index: number): Block[] {
  return [part(index, 'body', body), part(index, 'prose', prose), part(index, 'prompts', prompts)];
}

function part(index: number, name: string, children: readonly Block[]): Block {
  return element('slide-part', { dataSlide: index, dataPart: name }, [...children]);
}
