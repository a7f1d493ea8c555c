// What must be the same in every language: positions, demos, code, claims. Read from the Markdown
// tree, in order, as lines that a person can compare.

import { markdownToMdast } from 'satteri';
import type { MdastNode } from 'satteri';
import { features } from '../markdown/index.ts';

/** The outline of a chapter's source: `## #press-start`, `::demo first-stream`, `:claim blank-line` … */
export function readOutline(source: string): string[] {
  const tree = markdownToMdast(source, { features: { ...features, gfm: true }, position: false });
  return outlineOf(tree);
}

function outlineOf(node: MdastNode): string[] {
  const own = lineFor(node);
  const inner = 'children' in node ? node.children.flatMap((child) => outlineOf(child)) : [];
  return own === undefined ? inner : [own, ...inner];
}

function lineFor(node: MdastNode): string | undefined {
  switch (node.type) {
    case 'heading':
      return `${'#'.repeat(node.depth)} #${headingId(node)}`;
    case 'containerDirective':
      return `:::${node.name}${idOf(node.attributes)}${stepCount(node)}`;
    case 'leafDirective':
      return `::${node.name}${idOf(node.attributes)}${node.name === 'demo' ? ` ${node.attributes?.['name'] ?? ''}` : ''}`;
    case 'textDirective':
      return node.name === 'claim' ? `:claim ${node.attributes?.['id'] ?? ''}` : undefined;
    case 'code':
      return `code ${node.lang ?? ''} ${withoutTitle(node.meta ?? '')}`.trim();
    case 'table':
      return `table of ${node.children.length} rows`;
    case 'image':
      return 'image';
    default:
      return undefined;
  }
}

function headingId(node: { data?: unknown }): string {
  return (node.data as { hProperties?: { id?: string } } | undefined)?.hProperties?.id ?? '';
}

function idOf(
  attributes: { [name: string]: string | null | undefined } | null | undefined,
): string {
  const id = attributes?.['id'];
  return id ? ` #${id}` : '';
}

/** Titles are words, and words are translated. */
function withoutTitle(meta: string): string {
  return meta.replace(/\s*title=(?:"[^"]*"|\S+)/, '');
}

function stepCount(node: Extract<MdastNode, { type: 'containerDirective' }>): string {
  const [list] = node.children;
  if ((node.name !== 'steps' && node.name !== 'poll') || !list) return '';
  const lists = node.children.filter((child) => child.type === 'list');
  const items = lists.flatMap(({ children }) => children.map(({ checked }) => box(checked)));
  return ` ${items.length} items ${items.join('')}`.trimEnd();
}

function box(checked: boolean | null | undefined): string {
  return typeof checked === 'boolean' ? (checked ? '[x]' : '[ ]') : '';
}
