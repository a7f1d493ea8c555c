// `::demo[label]{name=first-stream}` becomes the stage around that demo.

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
      const shown = new Set<string>();
      return defineMdastPlugin({
        name: 'demo-stage',
        options: { position: true },
        async leafDirective(node, context) {
          if (node.name !== 'demo') return;
          const slug = node.attributes?.['name'] ?? '';
          const place = { source: context.source, fileURL: context.fileURL };
          const fail = (sentence: string) => errorAt(place, node, sentence);
          if (shown.has(slug))
            throw fail(`The demo "${slug}" is in this chapter already: once is enough.`);
          shown.add(slug);
          const locale = localeOf(context.fileURL);
          const stage = {
            slug,
            label: context.textContent(node),
            locale,
            variant,
          };
          const value = await renderStage(stage).catch((error: Error) => {
            throw fail(error.message);
          });
          return { type: 'html' as const, value };
        },
      });
    },
  };
}
