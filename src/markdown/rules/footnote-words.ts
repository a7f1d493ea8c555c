// Footnotes get their heading and their way back in the chapter's language.

import { defineHastPlugin } from 'satteri';
import { fill } from '../../i18n/fill.ts';
import { strings } from '../../i18n/translate.ts';
import { localeOf } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const footnoteWords: MarkdownRule = {
  name: 'footnote-words',
  hast: defineHastPlugin({
    name: 'footnote-words',
    element: [
      {
        filter: ['h2'],
        visit(node, context) {
          if (!String(node.properties['id'] ?? '').endsWith('footnote-label')) return;
          const value = strings(localeOf(context.fileURL)).markdown.footnotes;
          const children = [{ type: 'text' as const, value }];
          return { type: 'element' as const, tagName: 'h2', properties: node.properties, children };
        },
      },
      {
        filter: ['a'],
        visit(node, context) {
          if (!('dataFootnoteBackref' in node.properties)) return;
          const [number = ''] = /\d+/.exec(String(node.properties['ariaLabel'])) ?? [];
          const { footnoteBack } = strings(localeOf(context.fileURL)).markdown;
          context.setProperty(node, 'ariaLabel', fill(footnoteBack, { number }));
        },
      },
    ],
  }),
};
