// `:::poll{#id}`: a question, and a task list whose `[x]` items are right. A self-check in the
// article: the answer sits in <details>, so that it works before and without any script.
// Text under an option, or after the list, explains the answer.

import { defineMdastPlugin } from 'satteri';
import type { Custom, MdastNode } from 'satteri';
import { fill } from '../../i18n/fill.ts';
import { strings } from '../../i18n/translate.ts';
import { element, text } from '../markdown-element.ts';
import { errorAt, localeOf } from '../markdown-rule.ts';
import type { MarkdownRule, NodeOf } from '../markdown-rule.ts';

type Block = NodeOf<'containerDirective'>['children'][number];
type Option = { letter: string; right: boolean; words: MdastNode[]; why: MdastNode[] };
type Question = { asked: MdastNode[]; options: Option[]; why: Block[] };

export const poll: MarkdownRule = {
  name: 'poll',
  mdast: defineMdastPlugin({
    name: 'poll',
    options: { position: true },
    containerDirective(node, context) {
      if (node.name !== 'poll') return;
      const question = readQuestion([...node.children]);
      if (!question) throw errorAt(context, node, shape);
      const id = node.attributes?.['id'] ?? '';
      const words = strings(localeOf(context.fileURL)).markdown;
      const children = [choices(id, question), verdict(words), answer(question, words)];
      context.replaceNode(node, element('course-poll', { className: ['poll'], id }, children));
    },
  }),
};

const shape =
  ':::poll holds a question (one paragraph), then a list of at least two options, the right ones marked "- [x]" and the others "- [ ]".';

function readQuestion([question, list, ...why]: Block[]): Question | undefined {
  if (question?.type !== 'paragraph' || list?.type !== 'list') return undefined;
  const options = list.children.map(readOption);
  const marked = list.children.every((item) => typeof item.checked === 'boolean');
  const sound = marked && options.length >= 2 && options.some(({ right }) => right);
  return sound ? { asked: [...question.children], options, why } : undefined;
}

function readOption(item: Readonly<NodeOf<'listItem'>>, index: number): Option {
  const [first, ...why] = item.children;
  const words = first?.type === 'paragraph' ? [...first.children] : [];
  return { letter: String.fromCharCode(65 + index), right: item.checked === true, words, why };
}

function choices(name: string, { asked, options }: Question): Custom {
  const legend = element('legend', {}, asked);
  return element('fieldset', {}, [legend, ...options.map((option) => choice(name, option))]);
}

function choice(name: string, { letter, right, words }: Option): Custom {
  const properties = { className: ['poll-option'], ...(right ? { dataRight: '' } : {}) };
  return element('label', properties, [
    element('input', { type: 'radio', name, value: letter }),
    element('span', { className: ['poll-letter'], ariaHidden: 'true' }, [text(letter)]),
    element('span', { className: ['poll-text'] }, words),
  ]);
}

/** Empty until the <course-poll> element says whether the chosen option is right. */
function verdict(words: { verdictRight: string; verdictWrong: string }): Custom {
  const { verdictRight: dataRight, verdictWrong: dataWrong } = words;
  return element('p', { className: ['poll-verdict'], role: 'status', dataRight, dataWrong });
}

function answer({ options, why }: Question, words: { showAnswer: string; rightAnswer: string }) {
  const letters = options.filter(({ right }) => right).map(({ letter }) => letter);
  const right = fill(words.rightAnswer, { letters: letters.join(', ') });
  return element('details', { className: ['poll-answer'] }, [
    element('summary', {}, [text(words.showAnswer)]),
    element('p', { className: ['poll-right'] }, [text(right)]),
    ...options.flatMap((option) => option.why),
    ...why,
  ]);
}
