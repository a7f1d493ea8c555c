// A link beside each heading with an id. Beside and not inside: the heading's own name stays clean.

import { defineHastPlugin } from 'satteri';
import { fill } from '../../i18n/fill.ts';
import { strings } from '../../i18n/translate.ts';
import { localeOf } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const headingLinks: MarkdownRule = {
  name: 'heading-links',
  hast: defineHastPlugin({
    name: 'heading-links',
    element: {
      filter: ['h2', 'h3'],
      visit(node, context) {
        const id = node.properties['id'];
        if (typeof id !== 'string' || id.endsWith('footnote-label')) return;
        const { headingLink } = strings(localeOf(context.fileURL)).markdown;
        const name = fill(headingLink, { title: context.textContent(node) });
        const className = ['heading', `level-${node.tagName}`];
        context.wrapNode(node, {
          type: 'element',
          tagName: 'div',
          properties: { className },
          children: [link(id, name)],
        });
      },
    },
  }),
};

function link(id: string, name: string) {
  return {
    type: 'element' as const,
    tagName: 'a',
    properties: { className: ['heading-link'], href: `#${id}`, dataPagefindIgnore: '' },
    children: [span({ ariaHidden: 'true' }, '#'), span({ className: ['sr-only'] }, name)],
  };
}

function span(properties: Record<string, string | string[]>, value: string) {
  const children = [{ type: 'text' as const, value }];
  return { type: 'element' as const, tagName: 'span', properties, children };
}
