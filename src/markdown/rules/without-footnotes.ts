// Footnotes are the article's: a reference whose note is not there would be left as `[^1]`.

import { defineMdastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

export const withoutFootnotes: MarkdownRule = {
  name: 'without-footnotes',
  mdast: defineMdastPlugin({
    name: 'without-footnotes',
    footnoteReference: (node, context) => context.removeNode(node),
    footnoteDefinition: (node, context) => context.removeNode(node),
  }),
};
