// `::stepper[label]{#id}` becomes a place to scrub through an event stream. The island builds its
// controls when a reader comes near; until then, and without scripts, it is a stream as text.

import { defineMdastPlugin } from 'satteri';
import { strings } from '../../i18n/translate.ts';
import { element, text } from '../markdown-element.ts';
import { errorAt, localeOf } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const stepper: MarkdownRule = {
  name: 'stepper',
  mdast: defineMdastPlugin({
    name: 'stepper',
    options: { position: true },
    leafDirective(node, context) {
      if (node.name !== 'stepper') return;
      const id = node.attributes?.['id'] ?? '';
      const label = context.textContent(node);
      if (label === '') throw errorAt(context, node, '::stepper needs a label: ::stepper[label]');
      const words = strings(localeOf(context.fileURL)).stepper;
      const properties = { id, className: ['stepper'], dataPagefindIgnore: '' };
      const title = element('p', { className: ['stepper-title'] }, [text(label)]);
      const without = element('div', { className: ['stepper-without'], dataWithout: '' }, [
        element('p', {}, [text(words.noScript)]),
        element('pre', {}, [element('code', {}, [text(words.presets.lines.stream)])]),
      ]);
      context.replaceNode(node, element('sse-stepper', properties, [title, without]));
    },
  }),
};
