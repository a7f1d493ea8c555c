// Every code fence stands in a figure: its file or title above it, and a copy button for scripts.

import { defineMdastPlugin } from 'satteri';
import { strings } from '../../i18n/translate.ts';
import { parseFenceMeta } from '../fence-meta.ts';
import { knowsLanguage } from '../highlight.ts';
import { element, text } from '../markdown-element.ts';
import { at, localeOf } from '../markdown-rule.ts';
import type { MarkdownRule, NodeOf } from '../markdown-rule.ts';

export const codeFrame: MarkdownRule = {
  name: 'code-frame',
  mdast: defineMdastPlugin({
    name: 'code-frame',
    options: { position: true },
    code(node, context) {
      const { title, file } = at(context, node as NodeOf<'code'>, () => readFence(node));
      const caption = title ?? file;
      const words = strings(localeOf(context.fileURL)).markdown;
      const children = [copyButton(words), node as NodeOf<'code'>];
      if (caption !== undefined) {
        children.unshift(element('figcaption', { className: ['code-caption'] }, [text(caption)]));
      }
      const properties = { className: ['code'], dataLanguage: node.lang ?? 'plaintext' };
      context.replaceNode(node, element('figure', properties, children));
    },
  }),
};

function readFence({ lang, meta }: Readonly<NodeOf<'code'>>) {
  if (!knowsLanguage(lang ?? 'text')) {
    throw new Error(
      `Nothing here colours the language "${lang}". Write text, or a language Shiki knows.`,
    );
  }
  return parseFenceMeta(meta);
}

/** Hidden until a script takes it up: without one it could do nothing. */
function copyButton({ copy, copied }: { copy: string; copied: string }) {
  const hooks = { dataCopy: '', dataCopied: copied, dataPagefindIgnore: '', hidden: true };
  return element('button', { className: ['code-copy'], type: 'button', ...hooks }, [text(copy)]);
}
