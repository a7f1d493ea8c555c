// A stepper and a guide are for one reader at their own pace: they have more controls than a room can
// follow. In a deck they would leave nothing behind, so that a chapter has to say who they are for.

import { defineMdastPlugin } from 'satteri';
import { errorAt } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const forReaders: MarkdownRule = {
  name: 'for-readers',
  mdast: defineMdastPlugin({
    name: 'for-readers',
    options: { position: true },
    leafDirective(node, context) {
      if (node.name !== 'stepper' && node.name !== 'guide') return;
      throw errorAt(context, node, `::${node.name} is for readers: put it into :::article.`);
    },
  }),
};
