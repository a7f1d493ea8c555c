// `:::notes` is for the presenter's console alone: it leaves every public page.

import { defineMdastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

export const presenterNotes: MarkdownRule = {
  name: 'presenter-notes',
  mdast: defineMdastPlugin({
    name: 'presenter-notes',
    containerDirective(node, context) {
      if (node.name === 'notes') context.removeNode(node);
    },
  }),
};
