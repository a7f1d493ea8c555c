// `::demo[label]{name=first-stream}` becomes the stage around that demo. A chapter has a demo once;
// its slides may come back to it.

import { defineMdastPlugin } from 'satteri';
import { errorAt, localeOf } from '../markdown-rule.ts';
import type { MarkdownRule, RuleContext, StageVariant } from '../markdown-rule.ts';

export function demoStage(
  { renderStage }: RuleContext,
  variant: StageVariant = 'article',
): MarkdownRule {
  return {
    name: 'demo-stage',
    mdast: () => {
      const shown: string[] = [];
      return defineMdastPlugin({
        name: 'demo-stage',
        options: { position: true },
        async leafDirective(node, context) {
          if (node.name !== 'demo') return;
          const slug = node.attributes?.['name'] ?? '';
          const place = { source: context.source, fileURL: context.fileURL };
          const fail = (sentence: string) => errorAt(place, node, sentence);
          shown.push(slug);
          const times = shown.filter((other) => other === slug).length;
          if (times > 1 && variant === 'article')
            throw fail(`The demo "${slug}" is in this chapter already: once is enough.`);
          const id = times === 1 ? slug : `${slug}-${times}`;
          const label = context.textContent(node);
          const locale = localeOf(context.fileURL);
          const value = await renderStage({ slug, id, label, locale, variant }).catch(
            (error: Error) => {
              throw fail(error.message);
            },
          );
          return { type: 'html' as const, value };
        },
      });
    },
  };
}
