// ```ts file=demos/first-stream/server.ts region=loop``` is filled from the file that runs.

import { defineMdastPlugin } from 'satteri';
import { readSource } from '../demo-source.ts';
import { parseFenceMeta } from '../fence-meta.ts';
import { at } from '../markdown-rule.ts';
import type { MarkdownRule, NodeOf, RuleContext } from '../markdown-rule.ts';

export function includeDemoSource({ root }: RuleContext): MarkdownRule {
  return {
    name: 'include-demo-source',
    mdast: defineMdastPlugin({
      name: 'include-demo-source',
      options: { position: true },
      code(node, context) {
        const value = at(context, node as NodeOf<'code'>, () => sourceFor(node, root));
        if (value !== undefined) context.setProperty(node, 'value', value);
      },
    }),
  };
}

function sourceFor(node: Readonly<NodeOf<'code'>>, root: string): string | undefined {
  const { file, region } = parseFenceMeta(node.meta);
  if (file === undefined) return undefined;
  if (node.value.trim() !== '') {
    throw new Error(`This fence is filled from ${file}: leave it empty, or drop file=.`);
  }
  return readSource(file, region, root);
}
