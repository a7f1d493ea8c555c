import type { Custom, MdastNode } from 'satteri';

/**
 * An HTML element as a node of the Markdown tree, so that what it holds is still Markdown.
 * @param properties in HTML's DOM spelling: `className`, `dataCopy`, `ariaHidden`
 */
export function element(
  tagName: string,
  properties: Record<string, unknown>,
  children: (MdastNode | Custom)[] = [],
): Custom {
  return { type: `html-${tagName}`, data: { hName: tagName, hProperties: properties }, children };
}

/** A text node. */
export function text(value: string): MdastNode {
  return { type: 'text', value };
}
