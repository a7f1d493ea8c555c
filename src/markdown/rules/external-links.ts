// Links to other sites say so to machines. They open where the reader decides.

import { defineHastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

const here = ['localhost', '127.0.0.1', '[::1]'];

export const externalLinks: MarkdownRule = {
  name: 'external-links',
  hast: defineHastPlugin({
    name: 'external-links',
    element: {
      filter: ['a'],
      visit(node, context) {
        if (isExternal(String(node.properties['href'] ?? ''))) {
          context.setProperty(node, 'rel', 'external noopener');
        }
      },
    },
  }),
};

function isExternal(href: string): boolean {
  if (!/^https?:\/\//.test(href) || !URL.canParse(href)) return false;
  return !here.includes(new URL(href).hostname);
}
