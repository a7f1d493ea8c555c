// `:::steps` holds one list: in the article a list, on a slide its items come one by one.

import { defineMdastPlugin } from 'satteri';
import { errorAt } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const steps: MarkdownRule = {
  name: 'steps',
  mdast: defineMdastPlugin({
    name: 'steps',
    options: { position: true },
    containerDirective(node, context) {
      if (node.name !== 'steps') return;
      if (node.children.length !== 1 || node.children[0]?.type !== 'list') {
        const sentence = ':::steps holds exactly one list, and nothing else.';
        throw errorAt(context, node, sentence);
      }
      const hProperties = { className: ['steps'] };
      context.setProperty(node, 'data', { hName: 'div', hProperties });
    },
  }),
};
