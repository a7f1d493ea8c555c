// What a slide shows, measured on its HTML: what the audience will see is what counts.

import { htmlToHast } from 'satteri';
import type { HastNode } from 'satteri';

export type SlideFacts = {
  /** Words that are read: not code, not a demo, not what opens on a click. */
  words: number;
  /** Lines and the longest line, in characters, of each code block. */
  code: { lines: number; columns: number }[];
  demos: number;
  /** What reveals something step by step: lists and code. */
  stepping: number;
  /** How often the slide goes on before the next one. */
  steps: number;
  /** Classes for the composition of the slide: `has-code has-key`, `only-key`. */
  layout: string[];
};

type Element = Extract<HastNode, { type: 'element' }>;

/** Measures the body of a slide. */
export function measureSlide(body: string): SlideFacts {
  const root = htmlToHast(body, { fragment: true });
  const elements = [...elementsIn(root)];
  const code = elements.filter(({ tagName }) => tagName === 'pre');
  const lists = elements.filter((element) => hasClass(element, 'steps'));
  const stepped = code.filter((pre) => lineSteps(pre) > 0);
  return {
    words: readWords(root).split(/\s+/).filter(isWord).length,
    code: code.map((pre) => dimensions(textOf(pre))),
    demos: elements.filter(isDemo).length,
    stepping: lists.length + stepped.length,
    steps: Math.max(0, ...elements.map(ownStep), ...stepped.map(lineSteps)),
    layout: layoutOf(root, elements),
  };
}

/** The text of a piece of HTML. */
export function plainText(html: string): string {
  return textOf(htmlToHast(html, { fragment: true })).trim();
}

function layoutOf(root: HastNode, elements: Element[]): string[] {
  const has = Object.entries(kinds).flatMap(([kind, is]) =>
    elements.some(is) ? [`has-${kind}`] : [],
  );
  const [only, ...others] = childrenOf(root).filter(({ type }) => type === 'element');
  const alone = only?.type === 'element' && others.length === 0 && hasClass(only, 'key');
  return alone ? [...has, 'only-key'] : has;
}

const kinds: Record<string, (element: Element) => boolean> = {
  demo: isDemo,
  code: (element) => hasClass(element, 'code'),
  table: ({ tagName }) => tagName === 'table',
  list: ({ tagName }) => tagName === 'ul' || tagName === 'ol',
  key: (element) => hasClass(element, 'key'),
  image: ({ tagName }) => tagName === 'img' || tagName === 'svg',
  poll: ({ tagName }) => tagName === 'course-poll',
};

function isDemo(element: Element): boolean {
  return element.tagName === 'sse-demo' || hasClass(element, 'demo-poster');
}

/** A demo is one thing on a slide: what it is made of does not count. */
function* elementsIn(node: HastNode): Generator<Element> {
  for (const child of childrenOf(node)) {
    if (child.type !== 'element') continue;
    yield child;
    if (!isDemo(child)) yield* elementsIn(child);
  }
}

function readWords(node: HastNode): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && isNotRead(node)) return ' ';
  const inline =
    node.type === 'element' && /^(?:a|b|code|del|em|i|span|strong|sub|sup)$/.test(node.tagName);
  const words = childrenOf(node).map(readWords).join('');
  return inline ? words : ` ${words} `;
}

function isNotRead(element: Element): boolean {
  const { tagName, properties } = element;
  const unread = ['figure', 'pre', 'details', 'button'].includes(tagName);
  return unread || isDemo(element) || hasClass(element, 'sr-only') || 'ariaHidden' in properties;
}

function isWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function dimensions(code: string): { lines: number; columns: number } {
  const lines = code.trimEnd().split('\n');
  return { lines: lines.length, columns: Math.max(...lines.map((line) => [...line].length)) };
}

function ownStep({ properties }: Element): number {
  return Number(properties['dataStep'] ?? 0);
}

function lineSteps({ properties }: Element): number {
  const groups = properties['dataLineSteps'];
  return typeof groups === 'string' ? groups.split('|').length - 1 : 0;
}

function hasClass({ properties }: Element, name: string): boolean {
  const { className } = properties;
  return Array.isArray(className) && className.includes(name);
}

function textOf(node: HastNode): string {
  return node.type === 'text' ? node.value : childrenOf(node).map(textOf).join('');
}

function childrenOf(node: HastNode): HastNode[] {
  return 'children' in node ? (node.children as HastNode[]) : [];
}
