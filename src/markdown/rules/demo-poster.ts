// The presenter's console shows which demo a slide has, and opens no connection for it.

import { defineMdastPlugin } from 'satteri';
import { strings } from '../../i18n/translate.ts';
import { element, text } from '../markdown-element.ts';
import { localeOf } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const demoPoster: MarkdownRule = {
  name: 'demo-poster',
  mdast: defineMdastPlugin({
    name: 'demo-poster',
    leafDirective(node, context) {
      if (node.name !== 'demo') return;
      const { kicker } = strings(localeOf(context.fileURL)).stage;
      const children = [
        element('p', { className: ['demo-poster-kicker'] }, [text(kicker)]),
        element('p', { className: ['demo-poster-label'] }, [...node.children]),
      ];
      context.replaceNode(node, element('div', { className: ['demo-poster'] }, children));
    },
  }),
};
