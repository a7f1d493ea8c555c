// On a slide a claim is its words: its source is one tap away in the article.

import { defineMdastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

export const claimText: MarkdownRule = {
  name: 'claim-text',
  mdast: defineMdastPlugin({
    name: 'claim-text',
    textDirective(node, context) {
      if (node.name === 'claim') context.replaceNode(node, [...node.children]);
    },
  }),
};
