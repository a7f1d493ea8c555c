// On a slide a poll is its question, its options and the right letter: why it is right is what the
// presenter says.

import { defineMdastPlugin } from 'satteri';
import { saidAside } from '../slide-plan.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const pollExplanations: MarkdownRule = {
  name: 'poll-explanations',
  mdast: defineMdastPlugin({
    name: 'poll-explanations',
    containerDirective(node, context) {
      if (node.name !== 'poll') return;
      const [question, list, ...after] = node.children;
      if (!question || list?.type !== 'list') return;
      const said = [...list.children.flatMap(({ children }) => children.slice(1)), ...after];
      if (said.length === 0) return;
      const data = { hName: 'div', hProperties: { className: ['poll-why'] } };
      context.insertAfter(node, { type: saidAside, data, children: said });
      const items = list.children.map((item) => ({ ...item, children: item.children.slice(0, 1) }));
      context.setProperty(node, 'children', [question, { ...list, children: items }]);
    },
  }),
};
