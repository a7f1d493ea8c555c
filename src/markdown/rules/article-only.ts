// `:::article` is for readers only; in the article it is its content and nothing more.

import { defineMdastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

export const articleOnly: MarkdownRule = {
  name: 'article-only',
  mdast: defineMdastPlugin({
    name: 'article-only',
    containerDirective(node, context) {
      if (node.name === 'article') context.replaceNode(node, [...node.children]);
    },
  }),
};
