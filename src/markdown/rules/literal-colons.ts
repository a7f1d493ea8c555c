// `event:update`, `localhost:3000` and `10:30` parse as text directives and would lose their tail.
// Every text directive that is not ours becomes again what the author wrote.

import { defineMdastPlugin } from 'satteri';
import { directives, knownDirectives } from '../directives.ts';
import { errorAt } from '../markdown-rule.ts';
import type { MarkdownRule, NodeOf, Place } from '../markdown-rule.ts';

export const literalColons: MarkdownRule = {
  name: 'literal-colons',
  mdast: defineMdastPlugin({
    name: 'literal-colons',
    options: { position: true },
    textDirective(node, context) {
      if (isOurs(node)) return;
      failOnLabel(node, context);
      context.replaceNode(node, { type: 'text', value: written(node, context) });
    },
    image(node, context) {
      restoreAlt(node, context, (alt) => context.setProperty(node, 'alt', alt));
    },
    imageReference(node, context) {
      restoreAlt(node, context, (alt) => context.setProperty(node, 'alt', alt));
    },
  }),
};

type TextDirective = NodeOf<'textDirective'>;

function isOurs(node: Readonly<TextDirective>): boolean {
  const known = Object.hasOwn(directives, node.name) && directives[node.name]?.kind === 'text';
  return known && (node.children.length > 0 || attributesOf(node).length > 0);
}

/**
 * With a label it is a misspelt directive, or prose whose brackets (a footnote, a link) it has taken:
 * too much to guess.
 */
function failOnLabel(node: Readonly<TextDirective>, place: Place): void {
  if (!written(node, place).includes('[')) return;
  const sentence = `There is no directive :${node.name}. There are: ${knownDirectives()} If it is prose, write \\:${node.name}`;
  throw errorAt(place, node, sentence);
}

function attributesOf(node: Readonly<TextDirective>): string[] {
  return Object.keys(node.attributes ?? {});
}

function written({ position }: Readonly<TextDirective>, { source }: Place): string {
  return source.slice(position?.start.offset, position?.end.offset);
}

/** Alternative text is a plain string: what a directive took from it is only in the source. */
function restoreAlt(
  node: Readonly<NodeOf<'image'> | NodeOf<'imageReference'>>,
  { source }: Place,
  set: (alt: string) => void,
): void {
  const image = source.slice(node.position?.start.offset, node.position?.end.offset);
  const [, alt = ''] = /^!\[((?:\\.|[^\]\\])*)\]/s.exec(image) ?? [];
  if (/:[\p{L}\d_]/u.test(alt)) set(alt.replace(/\\([!-/:-@[-`{-~])/g, '$1').replace(/[*`]/g, ''));
}
