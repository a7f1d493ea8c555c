// `:::key` sets apart the one sentence that a section leaves behind.

import { defineMdastPlugin } from 'satteri';
import { strings } from '../../i18n/translate.ts';
import { localeOf } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const keyPoint: MarkdownRule = {
  name: 'key-point',
  mdast: defineMdastPlugin({
    name: 'key-point',
    containerDirective(node, context) {
      if (node.name !== 'key') return;
      const ariaLabel = strings(localeOf(context.fileURL)).markdown.keyPoint;
      const [label] = node.children;
      if (label?.type === 'paragraph' && label.data?.directiveLabel) {
        context.setProperty(label, 'data', { hProperties: { className: ['key-label'] } });
      }
      // role=note, not <aside>: a landmark for every sentence would bury the page's own landmarks.
      const hProperties = { className: ['key'], role: 'note', ariaLabel };
      context.setProperty(node, 'data', { hName: 'div', hProperties });
    },
  }),
};
