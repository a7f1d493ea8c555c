// A stepper is for one reader at their own pace: it has more controls than a room can follow. In a
// deck it would leave nothing behind, so that a chapter has to say who it is for.

import { defineMdastPlugin } from 'satteri';
import { errorAt } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const stepperForReaders: MarkdownRule = {
  name: 'stepper-for-readers',
  mdast: defineMdastPlugin({
    name: 'stepper-for-readers',
    options: { position: true },
    leafDirective(node, context) {
      if (node.name !== 'stepper') return;
      throw errorAt(context, node, '::stepper is for readers: put it into :::article.');
    },
  }),
};
