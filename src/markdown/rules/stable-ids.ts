// Headings carry ids that are written by hand and equal in all languages: a position in the course
// (deep link, slide, live class) is such an id, and must survive a translation and a new wording.

import { defineMdastPlugin } from 'satteri';
import type { MdastNode } from 'satteri';
import { errorAt } from '../markdown-rule.ts';
import type { MarkdownRule, NodeOf, Place } from '../markdown-rule.ts';

export const stableIds: MarkdownRule = {
  name: 'stable-ids',
  mdast: () => {
    const taken = new Set<string>();
    const take = (id: unknown, node: MdastNode, place: Place) => {
      if (typeof id !== 'string') return;
      const fault = idFault(id, taken);
      if (fault) throw errorAt(place, node, fault);
      taken.add(id);
    };
    const takeOwn = (
      node: Readonly<NodeOf<'containerDirective' | 'leafDirective'>>,
      place: Place,
    ) => {
      // A figure's id is its name in the record: the page has no such place.
      if (node.name !== 'measured') take(node.attributes?.['id'], node, place);
    };
    return defineMdastPlugin({
      name: 'stable-ids',
      options: { position: true },
      heading(node, context) {
        const inSlide = isSlide(context.parent(node));
        const fault = headingFault(node, context.textContent(node), inSlide);
        if (fault) throw errorAt(context, node, fault);
        take(idOf(node), node, context);
      },
      containerDirective: takeOwn,
      leafDirective: takeOwn,
    });
  },
};

function headingFault(node: Readonly<NodeOf<'heading'>>, title: string, inSlide: boolean) {
  if (node.depth === 1)
    return 'The title of a chapter is in its front matter: begin headings at ##.';
  if (node.depth > 3 || inSlide || idOf(node)) return undefined;
  return `The heading "${title}" has no id. Give it one, the same in every language: ${'#'.repeat(node.depth)} ${title} {#an-id}`;
}

function idOf(node: Readonly<NodeOf<'heading'>>): unknown {
  return (node.data as { hProperties?: { id?: string } } | undefined)?.hProperties?.id;
}

function isSlide(node: Readonly<MdastNode> | undefined): boolean {
  return node?.type === 'containerDirective' && node.name === 'slide';
}

function idFault(id: string, taken: Set<string>): string | undefined {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
    return `The id "${id}" is not of the form a-short-name (lower case ASCII letters, digits, hyphens).`;
  }
  return taken.has(id)
    ? `The id "${id}" is taken already in this chapter. Choose another.`
    : undefined;
}
