// An unknown container or leaf fails the build: left alone, it would vanish with its content.

import { defineMdastPlugin } from 'satteri';
import { unknownDemo, listDemos } from '../demo-source.ts';
import { directiveFault } from '../directives.ts';
import type { DirectiveKind } from '../directives.ts';
import { errorAt } from '../markdown-rule.ts';
import type { MarkdownRule, NodeOf, Place, RuleContext } from '../markdown-rule.ts';

type Directive = NodeOf<'containerDirective'> | NodeOf<'leafDirective'> | NodeOf<'textDirective'>;

export function knownDirectives({ root }: RuleContext): MarkdownRule {
  const check = (kind: DirectiveKind, node: Readonly<Directive>, place: Place) => {
    const names = Object.keys(node.attributes ?? {});
    const fault = directiveFault(kind, node.name, names) ?? demoFault(node, root);
    if (fault) throw errorAt(place, node, fault);
  };
  return {
    name: 'known-directives',
    mdast: defineMdastPlugin({
      name: 'known-directives',
      options: { position: true },
      containerDirective: (node, context) => check('container', node, context),
      leafDirective: (node, context) => check('leaf', node, context),
      textDirective: (node, context) => check('text', node, context),
    }),
  };
}

function demoFault(node: Readonly<Directive>, root: string): string | undefined {
  if (node.name !== 'demo') return undefined;
  const slug = node.attributes?.['name'] ?? '';
  if (!listDemos(root).includes(slug)) return unknownDemo(slug, root);
  return node.children.length > 0
    ? undefined
    : `::demo needs a label that says what it shows: ::demo[One event every five seconds]{name=${slug}}`;
}
