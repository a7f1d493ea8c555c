// `:claim[text]{id=…}` puts the source of a claim one tap away.

import { defineMdastPlugin } from 'satteri';
import { fill } from '../../i18n/fill.ts';
import { strings } from '../../i18n/translate.ts';
import { readClaims, unknownClaim } from '../claims.ts';
import type { Claim } from '../claims.ts';
import { element, text } from '../markdown-element.ts';
import { errorAt, localeOf } from '../markdown-rule.ts';
import type { MarkdownRule, RuleContext } from '../markdown-rule.ts';

export function claim({ root }: RuleContext): MarkdownRule {
  return {
    name: 'claim',
    mdast: () => {
      let claims: Map<string, Claim> | undefined;
      return defineMdastPlugin({
        name: 'claim',
        options: { position: true },
        textDirective(node, context) {
          if (node.name !== 'claim') return;
          claims ??= readClaims(root);
          const id = node.attributes?.['id'] ?? '';
          const known = claims.get(id);
          if (!known) {
            throw errorAt(context, node, unknownClaim(id, claims));
          }
          const words = strings(localeOf(context.fileURL)).markdown;
          const name = fill(words.source, { label: known.source.label });
          const children = [...node.children, sourceLink(known.source.url, name)];
          context.replaceNode(node, element('span', { className: ['claim'] }, children));
        },
      });
    },
  };
}

/** The name is text, not aria-label, so that it is translated with the page; title says it to the mouse. */
function sourceLink(href: string, name: string) {
  return element('sup', { className: ['claim-source'], dataPagefindIgnore: '' }, [
    element('a', { href, title: name }, [
      element('span', { ariaHidden: 'true' }, [text('§')]),
      element('span', { className: ['sr-only'] }, [text(name)]),
    ]),
  ]);
}
