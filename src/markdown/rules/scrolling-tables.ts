// A table wider than its column scrolls in a box of its own, which the keyboard can reach.

import { defineHastPlugin } from 'satteri';
import type { HastNode, HastVisitorContext } from 'satteri';
import { fill } from '../../i18n/fill.ts';
import { strings } from '../../i18n/translate.ts';
import { localeOf } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const scrollingTables: MarkdownRule = {
  name: 'scrolling-tables',
  hast: defineHastPlugin({
    name: 'scrolling-tables',
    element: {
      filter: ['table'],
      visit(node, context) {
        const { table } = strings(localeOf(context.fileURL)).markdown;
        const ariaLabel = fill(table, { columns: columns(node, context).join(', ') });
        const properties = { className: ['table-scroll'], role: 'group', tabIndex: 0, ariaLabel };
        context.wrapNode(node, { type: 'element', tagName: 'div', properties, children: [] });
      },
    },
  }),
};

function columns(node: Readonly<HastNode>, context: HastVisitorContext): string[] {
  if (node.type !== 'element') return [];
  if (node.tagName === 'th' && node.properties['scope'] !== 'row')
    return [context.textContent(node).trim()].filter((name) => name !== '');
  return node.children.flatMap((child) => columns(child, context));
}
