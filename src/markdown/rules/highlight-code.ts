// Colours the code of fences. Our own rule and not Astro's setting, which warns (rightly) that its
// inline styles break a strict content security policy.

import { defineHastPlugin } from 'satteri';
import { highlightToTree } from '../highlight.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const highlightCode: MarkdownRule = {
  name: 'highlight-code',
  hast: defineHastPlugin({
    name: 'highlight-code',
    element: {
      filter: ['pre'],
      visit(node, context) {
        const [code] = node.children;
        if (code?.type !== 'element' || code.tagName !== 'code') return undefined;
        const { lang, meta } = (code.data ?? {}) as { lang?: string; meta?: string };
        return highlightToTree(context.textContent(code), lang ?? 'plaintext', meta);
      },
    },
  }),
};
