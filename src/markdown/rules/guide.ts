// `::guide[label]{#id}` becomes the guide to choosing a transport. All that it knows is in the page as
// text: situations with their answer, and every reason with what it depends on. The island lets
// readers answer for themselves, and leaves the reasons that follow.

import { defineMdastPlugin } from 'satteri';
import type { Custom } from 'satteri';
import { bestOf, choose } from '../../choosing/choose.ts';
import { cases, questions, rules, ways } from '../../choosing/rules.ts';
import type { Answers, CaseName, Question, Rule } from '../../choosing/rules.ts';
import { fill } from '../../i18n/fill.ts';
import { strings } from '../../i18n/translate.ts';
import type { Locale } from '../../i18n/translate.ts';
import { element, text } from '../markdown-element.ts';
import { errorAt, localeOf } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

export const guide: MarkdownRule = {
  name: 'guide',
  mdast: defineMdastPlugin({
    name: 'guide',
    options: { position: true },
    leafDirective(node, context) {
      if (node.name !== 'guide') return;
      const id = node.attributes?.['id'] ?? '';
      const label = context.textContent(node);
      if (label === '') throw errorAt(context, node, '::guide needs a label: ::guide[label]{#id}');
      const locale = localeOf(context.fileURL);
      const { best, tie, none, ignored } = strings(locale).choosing;
      const result = { dataBest: best, dataTie: tie, dataNone: none, dataIgnored: ignored };
      const parts = [
        part('p', 'title', label),
        ...situations(id, locale),
        asked(locale),
        element('p', { className: ['guide-result'], role: 'status', ...result }),
        ...reasons(locale),
      ];
      const properties = { id, className: ['guide'], dataPagefindIgnore: '' };
      context.replaceNode(node, element('course-guide', properties, parts));
    },
  }),
};

function part(name: string, className: string, words: string, properties = {}): Custom {
  return element(name, { className: [`guide-${className}`], ...properties }, [text(words)]);
}

function situations(id: string, locale: Locale): Custom[] {
  const words = strings(locale).choosing;
  const items = Object.entries(cases).map(([name, answers]) => {
    const href = `?${String(new URLSearchParams(answers))}#${id}`;
    const link = element('a', { href }, [text(words.cases[name as CaseName])]);
    const best = bestOf(choose(answers)).map((way) => words.ways[way]);
    return element('li', {}, [link, text(`: ${best.join(', ')}`)]);
  });
  return [
    part('p', 'part', words.casesTitle),
    element('ul', { className: ['guide-cases'] }, items),
  ];
}

/** Hidden until the island makes it work. */
function asked(locale: Locale): Custom {
  const words = strings(locale).choosing;
  const all = Object.entries(questions).map(([name, answers]) => {
    const said = words.questions[name as Question] as Record<string, string>;
    const choices = ['', ...answers].map((value) =>
      element('label', {}, [
        element('input', { type: 'radio', name, value, ...(value ? {} : { checked: true }) }),
        text(` ${value ? said[value]! : words.any}`),
      ]),
    );
    return element('fieldset', {}, [element('legend', {}, [text(said['ask']!)]), ...choices]);
  });
  const button = (name: string, word: string, more = {}) =>
    element('button', { type: 'button', [name]: '', ...more }, [text(word)]);
  const copied = { dataCopied: strings(locale).stage.copied };
  return element('form', { className: ['guide-questions'], hidden: true }, [
    part('p', 'part', words.questionsTitle),
    ...all,
    element('p', { className: ['guide-buttons'] }, [
      button('dataReset', words.reset),
      button('dataLink', words.link, copied),
    ]),
  ]);
}

function reasons(locale: Locale): Custom[] {
  const words = strings(locale).choosing;
  const sections = ways.map((way) => {
    const own = rules.filter((rule) => rule.way === way);
    return element('section', { dataWay: way, ariaLabel: words.ways[way] }, [
      part('p', 'way', words.ways[way]),
      element(
        'ul',
        {},
        own.map((rule) => reason(rule, locale)),
      ),
    ]);
  });
  return [
    part('p', 'part', words.rulesTitle),
    element('div', { className: ['guide-ways'] }, sections),
  ];
}

function reason({ way, verdict, when, reason: name, chapter }: Rule, locale: Locale): Custom {
  const words = strings(locale).choosing;
  const sentence = (words.reasons[way] as Record<string, string | undefined>)[name];
  if (!sentence)
    throw new Error(`src/i18n/${locale}/choosing.json has no reasons.${way}.${name}. Write it.`);
  const conditions = fill(words.conditions, { answers: inWords(when, locale) });
  const properties = { className: [`guide-${verdict}`], dataReason: `${way} ${name}` };
  return element('li', properties, [
    part('span', 'verdict', words.verdicts[verdict]),
    text(' '),
    element('a', { href: `/${locale}/${chapter}/` }, [text(sentence)]),
    text(' '),
    part('small', 'when', conditions),
  ]);
}

/** `What is it? Bytes`: what a rule depends on, as it is asked. */
function inWords(when: Answers, locale: Locale): string {
  const words = strings(locale).choosing.questions;
  return Object.entries(when)
    .map(([question, answer]) => {
      const said = words[question as Question] as Record<string, string>;
      return `${said['ask']} ${said[answer]}`;
    })
    .join(' + ');
}
