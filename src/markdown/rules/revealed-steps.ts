// On a slide the items of `:::steps` come one by one.

import { defineMdastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

export const revealedSteps: MarkdownRule = {
  name: 'revealed-steps',
  mdast: defineMdastPlugin({
    name: 'revealed-steps',
    containerDirective(node, context) {
      const [list] = node.children;
      if (node.name !== 'steps' || list?.type !== 'list') return;
      for (const [index, item] of list.children.entries()) {
        context.setProperty(item, 'data', { hProperties: { dataStep: index + 1 } });
      }
    },
  }),
};
