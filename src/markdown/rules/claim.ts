// `:claim[text]{id=…}` puts the source of a claim one tap away, and what proves it beside it.

import { defineMdastPlugin } from 'satteri';
import type { Custom } from 'satteri';
import manifest from '../../../package.json' with { type: 'json' };
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
          const links = [
            reference('§', known.source.url, fill(words.source, known.source)),
            ...(known.proof
              ? [reference('✓', proofAddress(known.proof.path), fill(words.proof, known.proof))]
              : []),
          ];
          const children = [...node.children, references(links)];
          context.replaceNode(node, element('span', { className: ['claim'] }, children));
        },
      });
    },
  };
}

function references(links: Custom[]): Custom {
  return element('sup', { className: ['claim-source'], dataPagefindIgnore: '' }, links);
}

/** The name is text, not aria-label, so that it is translated with the page; title says it to the mouse. */
function reference(sign: string, href: string, name: string): Custom {
  return element('a', { href, title: name }, [
    element('span', { ariaHidden: 'true' }, [text(sign)]),
    element('span', { className: ['sr-only'] }, [text(name)]),
  ]);
}

function proofAddress(path: string): string {
  return `${manifest.repository.url}/blob/main/${path}`;
}
