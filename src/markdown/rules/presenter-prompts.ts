// The lines of `:::notes` that begin with `Ask:`, `Demo:` or `Time:` are prompts, in every language
// of the course. `Ask 2:` belongs to the second step of its slide.

import { defineMdastPlugin } from 'satteri';
import type { Custom } from 'satteri';
import { strings } from '../../i18n/translate.ts';
import { element, text } from '../markdown-element.ts';
import { localeOf } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';
import type { Block } from '../slide-plan.ts';

const prompt = /^(?<kind>Ask|Demo|Time)(?: (?<step>\d+))?: */;

type Words = ReturnType<typeof strings>['markdown']['prompts'];

export const presenterPrompts: MarkdownRule = {
  name: 'presenter-prompts',
  mdast: defineMdastPlugin({
    name: 'presenter-prompts',
    containerDirective(node, context) {
      if (node.name !== 'notes') return;
      const words = strings(localeOf(context.fileURL)).markdown.prompts;
      for (const block of node.children) {
        if (block.type !== 'paragraph') continue;
        context.replaceNode(
          block,
          linesOf(block.children).map((line) => paragraph(line, words)),
        );
      }
    },
  }),
};

/** A paragraph's lines; those that begin no prompt belong to the line above. */
function linesOf(inline: readonly Block[]): Block[][] {
  const lines: Block[][] = [[]];
  for (const node of inline) {
    const [first = '', ...rest] =
      node.type === 'text' && 'value' in node ? String(node.value).split('\n') : [];
    if (node.type !== 'text') lines.at(-1)!.push(node);
    else if (first !== '') lines.at(-1)!.push(text(first));
    for (const line of rest) {
      if (prompt.test(line)) lines.push([text(line)]);
      else lines.at(-1)!.push(text(` ${line}`));
    }
  }
  return lines;
}

function paragraph([first, ...rest]: Block[], words: Words): Custom {
  const begin = first?.type === 'text' && 'value' in first ? String(first.value) : '';
  const { kind, step } = prompt.exec(begin)?.groups ?? {};
  if (!kind || !first) return element('p', {}, [...(first ? [first] : []), ...rest]);
  const name = kind.toLowerCase() as keyof Words;
  const said = begin.replace(prompt, '');
  const properties = {
    className: ['prompt', `prompt-${name}`],
    dataKind: name,
    ...(step && { dataAtStep: step }),
    ...(name === 'time' && { dataMinutes: minutesIn(said) }),
  };
  const label = element('strong', { className: ['prompt-label'] }, [text(words[name])]);
  return element('p', properties, [label, text(` ${said}`), ...rest]);
}

/** `2 min`, `30 s` and `1 min 30 s` in minutes. */
function minutesIn(said: string): number | undefined {
  const [minutes, seconds] = [/([\d.,]+) *min/, /([\d.,]+) *s\b/].map((unit) => {
    const [, number = '0'] = unit.exec(said) ?? [];
    return Number(number.replace(',', '.'));
  }) as [number, number];
  return minutes + seconds / 60 || undefined;
}
