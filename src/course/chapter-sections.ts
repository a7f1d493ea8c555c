// A chapter's source cut at its headings: what each section says, and what it claims.

import { markdownToMdast } from 'satteri';
import type { MdastNode } from 'satteri';
import { features } from '../markdown/index.ts';
import { readChapter } from './deck.ts';

export type Section = {
  /** The id of its heading; of what stands above the first one, `_top`, as the page's title has it. */
  id: string;
  /** The heading without markup; empty above the first one. */
  title: string;
  /** Everything up to the next heading; of the first section, the front matter too. */
  source: string;
  /** Its `:claim[text]{id=…}`, the text as Markdown. */
  claims: { id: string; text: string }[];
};

type Mark = { at: number } & (
  { kind: 'heading'; id: string; title: string } | { kind: 'claim'; id: string; text: string }
);

/** The id of what stands above the first heading. */
const topSection = '_top';

/** The sections of a chapter's file, in order; slides and notes are no part of what it claims. */
export function readSections(source: string): Section[] {
  const { body } = readChapter('', source);
  const bodyStart = source.length - body.length;
  const tree = markdownToMdast(body, { features: { ...features, gfm: true } });
  const sections: Section[] = [{ id: topSection, title: '', source: '', claims: [] }];
  let from = 0;
  for (const mark of marksIn(tree, body)) {
    const current = sections.at(-1)!;
    if (mark.kind === 'claim') current.claims.push({ id: mark.id, text: mark.text });
    else {
      const to = bodyStart + mark.at;
      current.source = source.slice(from, to);
      sections.push({ id: mark.id, title: mark.title, source: '', claims: [] });
      from = to;
    }
  }
  sections.at(-1)!.source = source.slice(from);
  return sections;
}

function* marksIn(node: MdastNode, body: string): Generator<Mark> {
  if (node.type === 'containerDirective' && ['slide', 'notes'].includes(node.name)) return;
  const at = node.position?.start.offset ?? 0;
  if (node.type === 'heading')
    yield { kind: 'heading', at, id: headingId(node), title: wordsOf(node) };
  if (node.type === 'textDirective' && node.name === 'claim') {
    yield { kind: 'claim', at, id: node.attributes?.['id'] ?? '', text: innerSource(node, body) };
  }
  if ('children' in node) for (const child of node.children) yield* marksIn(child, body);
}

/** What stands between the brackets of a directive, as it is written. */
function innerSource(node: Extract<MdastNode, { type: 'textDirective' }>, body: string): string {
  const from = node.children[0]?.position?.start.offset ?? 0;
  return body.slice(from, node.children.at(-1)?.position?.end.offset ?? from);
}

function headingId({ data }: { data?: unknown }): string {
  return (data as { hProperties?: { id?: string } } | undefined)?.hProperties?.id ?? '';
}

function wordsOf(node: MdastNode): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return 'children' in node ? node.children.map(wordsOf).join('').trim() : '';
}
