// `:::article` is for readers only: no slide shows it, and no presenter's notes hold it.

import { defineMdastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

export const withoutArticle: MarkdownRule = {
  name: 'without-article',
  mdast: defineMdastPlugin({
    name: 'without-article',
    containerDirective(node, context) {
      if (node.name === 'article') context.removeNode(node);
    },
  }),
};
