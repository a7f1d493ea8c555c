// `::measured[caption]{id=…}` shows a figure of content/measured.json: both browsers, side by side,
// with their versions, the day, and the test that measures it.

import { defineMdastPlugin } from 'satteri';
import type { Custom, MdastNode } from 'satteri';
import manifest from '../../../package.json' with { type: 'json' };
import { fill } from '../../i18n/fill.ts';
import { strings } from '../../i18n/translate.ts';
import type { Locale } from '../../i18n/translate.ts';
import { element, text } from '../markdown-element.ts';
import { at, errorAt, localeOf } from '../markdown-rule.ts';
import type { MarkdownRule, RuleContext } from '../markdown-rule.ts';
import { engines, readMeasured, unknownFigure } from '../measured.ts';
import type { Figure, Measured } from '../measured.ts';
import { rowName, valueText } from '../measured-words.ts';

export function measured({ root }: RuleContext): MarkdownRule {
  return {
    name: 'measured',
    mdast: () => {
      let all: Measured | undefined;
      return defineMdastPlugin({
        name: 'measured',
        options: { position: true },
        leafDirective(node, context) {
          if (node.name !== 'measured') return;
          all ??= readMeasured(root);
          const id = node.attributes?.['id'] ?? '';
          const figure = all.figures[id];
          if (!figure) throw errorAt(context, node, unknownFigure(id, all));
          if (node.children.length === 0)
            throw errorAt(context, node, '::measured needs a caption: ::measured[caption]{id=…}');
          const locale = localeOf(context.fileURL);
          const caption = element('caption', {}, [...node.children]);
          const table = at(context, node, () => tableOf(id, figure, locale, caption));
          const parts = [table, sourceOf(figure, all, locale)];
          context.replaceNode(node, element('figure', { className: ['measured'] }, parts));
        },
      });
    },
  };
}

function tableOf(id: string, figure: Figure, locale: Locale, caption: Custom): Custom {
  const { what, chromium, firefox } = strings(locale).measured;
  const cell = (name: string, words: string, properties = {}) =>
    element(name, properties, [text(words)]);
  const columns = [what, chromium, firefox].map((word) => cell('th', word, { scope: 'col' }));
  const rows = Object.keys(figure.chromium).map((row) =>
    element('tr', {}, [
      cell('th', rowName(id, row, locale), { scope: 'row' }),
      ...engines.map((engine) => cell('td', valueText(figure[engine][row], locale))),
    ]),
  );
  const head = element('thead', {}, [element('tr', {}, columns)]);
  return element('table', {}, [caption, head, element('tbody', {}, rows)]);
}

function sourceOf({ proof }: Figure, { browsers, date }: Measured, locale: Locale): MdastNode {
  const words = strings(locale).measured;
  const day = element('time', { dateTime: date }, [text(dayIn(locale, date))]);
  const href = `${manifest.repository.url}/blob/main/${proof.path}`;
  const test = element('a', { href, title: proof.label }, [text(words.test)]);
  return element('figcaption', {}, [
    text(`${fill(words.measured, browsers)} `),
    day,
    text('. '),
    test,
  ]) as MdastNode;
}

function dayIn(locale: Locale, date: string): string {
  return new Date(`${date}T12:00Z`).toLocaleDateString(locale, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
}
