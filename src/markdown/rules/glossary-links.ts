// The first use of a glossary term in a chapter's prose leads to its definition. Quietly: a term is
// linked once, a sentence holds two such links at most, and only prose has them.

import { defineMdastPlugin } from 'satteri';
import type { Custom, MdastNode, MdastVisitorContext } from 'satteri';
import type { Locale } from '../../i18n/translate.ts';
import { formsOf, glossaryAddress, plainDefinition, readGlossary } from '../glossary.ts';
import type { Term } from '../glossary.ts';
import { element, text } from '../markdown-element.ts';
import { localeOf } from '../markdown-rule.ts';
import type { MarkdownRule, NodeOf, RuleContext } from '../markdown-rule.ts';

const perSentence = 2;

export function glossaryLinks({ root }: RuleContext): MarkdownRule {
  return {
    name: 'glossary-links',
    mdast: () => {
      let linker: ReturnType<typeof createLinker> | undefined;
      return defineMdastPlugin({
        name: 'glossary-links',
        text(node, context) {
          const block = proseAround(node, context);
          if (!block) return;
          linker ??= createLinker(readGlossary(root), localeOf(context.fileURL));
          const parts = linker(node.value, { block, goesOn: goesOn(node, context) });
          if (parts) context.replaceNode(node, parts);
        },
      });
    },
  };
}

type Ancestor = Readonly<MdastNode> | undefined;

/** The paragraph or table cell around a text, if it is prose: nothing that links, names or asks. */
function proseAround(node: Readonly<NodeOf<'text'>>, context: MdastVisitorContext): Ancestor {
  let block: Ancestor;
  for (let above: Ancestor = context.parent(node); above; above = context.parent(above)) {
    if (isApart(above, context)) return undefined;
    if (above.type === 'paragraph' || above.type === 'tableCell') block ??= above;
  }
  return block;
}

// What is bold is mostly the name of a button.
const apart = ['heading', 'link', 'linkReference', 'leafDirective', 'textDirective', 'strong'];

function isApart(node: Readonly<MdastNode>, context: MdastVisitorContext): boolean {
  if (node.type === 'containerDirective') return node.name === 'key' || node.name === 'poll';
  // The first row of a table is its headings.
  if (node.type === 'tableRow') return context.indexOf(node) === 0;
  return apart.includes(node.type);
}

/** Whether the last word goes on in the next text, as the `event` of `event:update` does. */
function goesOn(node: Readonly<NodeOf<'text'>>, context: MdastVisitorContext): boolean {
  const siblings = context.parent(node).children;
  return siblings[(context.indexOf(node) ?? 0) + 1]?.type === 'text';
}

type Around = { block: Ancestor; goesOn: boolean };

/** Cuts texts into words and links. One linker reads one chapter, in order. */
function createLinker(glossary: Map<string, Term>, locale: Locale) {
  const ids = idsByForm(glossary, locale);
  if (ids.size === 0) return () => undefined;
  const shape = shapeOf([...ids.keys()]);
  const linked = new Set<string>();
  let sentence = { block: undefined as Ancestor, links: 0 };

  return (value: string, { block, goesOn }: Around): (MdastNode | Custom)[] | undefined => {
    if (sentence.block !== block) sentence = { block, links: 0 };
    const parts: (MdastNode | Custom)[] = [];
    let from = 0;
    for (const { 0: word, index, groups } of value.matchAll(shape)) {
      const id = ids.get(word.toLowerCase()) ?? '';
      const isCut = goesOn && index + word.length === value.length;
      if (groups?.['end'] !== undefined) sentence.links = 0;
      else if (sentence.links < perSentence && !linked.has(id) && !isCut) {
        linked.add(id);
        sentence.links += 1;
        parts.push(text(value.slice(from, index)), link(word, id, glossary.get(id)!, locale));
        from = index + word.length;
      }
    }
    return parts.length > 0 ? [...parts, text(value.slice(from))] : undefined;
  };
}

function idsByForm(glossary: Map<string, Term>, locale: Locale): Map<string, string> {
  const entries = [...glossary].flatMap(([id, term]) =>
    formsOf(term, locale).map((form) => [form.toLowerCase(), id] as const),
  );
  return new Map(entries);
}

/** A whole word of the glossary, the longest first; or (`end`) what ends a sentence. */
function shapeOf(forms: string[]): RegExp {
  const longestFirst = forms.sort((a, b) => b.length - a.length).map((form) => RegExp.escape(form));
  const word = `(?<![\\p{L}\\p{N}_:-])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}_-])`;
  return new RegExp(`${word}|(?<end>[.!?…][”"»)]*(?=\\s))`, 'giu');
}

function link(word: string, id: string, term: Term, locale: Locale): Custom {
  const properties = {
    href: glossaryAddress(id, locale),
    className: ['term'],
    title: plainDefinition(term, locale),
  };
  return element('a', properties, [text(word)]);
}
