// `::::slide` and `::break` shape the deck; the article reads without them.

import { defineMdastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

export const withoutSlides: MarkdownRule = {
  name: 'without-slides',
  mdast: defineMdastPlugin({
    name: 'without-slides',
    containerDirective(node, context) {
      if (node.name === 'slide') context.removeNode(node);
    },
    leafDirective(node, context) {
      if (node.name === 'break') context.removeNode(node);
    },
  }),
};
