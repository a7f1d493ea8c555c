// A deck has not all the anchors of its article: links within the chapter lead from a slide, or from
// the presenter's notes, into the article.

import { defineHastPlugin } from 'satteri';
import type { MarkdownRule } from '../markdown-rule.ts';

/** @param article the article's address, `/en/one-request/` */
export const linksToArticle = (article: string): MarkdownRule => ({
  name: 'links-to-article',
  hast: defineHastPlugin({
    name: 'links-to-article',
    element: {
      filter: ['a'],
      visit(node, context) {
        const href = String(node.properties['href'] ?? '');
        if (href.startsWith('#')) context.setProperty(node, 'href', article + href);
      },
    },
  }),
});
