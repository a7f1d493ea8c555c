// What the class asks. Everything that somebody else wrote is text here, never markup.
import type { DeskView, QuestionState } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import { act } from '../act.ts';
import { part, setText } from '../../deck/console-words.ts';
import { whyNot, type DeskWords } from './words.ts';

type Asked = DeskView['questions'][number];

/** Those that wait come first. */
const order: QuestionState[] = ['waiting', 'shown', 'answered', 'hidden'];
const choices = { shown: 'show', answered: 'answered', hidden: 'hide' } as const;

export function createQuestions(code: string, words: DeskWords, say: (sentence: string) => void) {
  const list = part('class-questions');
  // Those of a class before this one.
  list.replaceChildren();
  const items = new Map<string, ReturnType<typeof createItem>>();

  function createItem(id: string) {
    const item = document.createElement('li');
    const [text, by] = [document.createElement('p'), document.createElement('p')];
    const acts = document.createElement('div');
    text.dir = 'auto';
    text.className = 'class-question';
    by.className = 'class-by';
    acts.className = 'class-choices';
    const buttons = Object.entries(choices).map(([state, word]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = words[word];
      button.onclick = () => void moderate(id, state as QuestionState, button);
      acts.append(button);
      return [state, button] as const;
    });
    item.append(text, by, acts);
    return { item, text, by, buttons };
  }
  /** Pressed again, a choice is taken back. */
  async function moderate(id: string, to: QuestionState, button: HTMLElement): Promise<void> {
    const state = button.ariaPressed === 'true' ? 'waiting' : to;
    const answer = await act(`${code}/moderate`, { question: id, state });
    say(answer.ok ? '' : whyNot(words, answer.status));
  }
  function showOne({ id, text, name, upvotes, state }: Asked): void {
    const one = items.get(id) ?? createItem(id);
    items.set(id, one);
    one.item.dataset['state'] = state;
    setText(one.text, text);
    const others = upvotes > 0 ? [fill(words.meToo, { count: upvotes })] : [];
    one.by.replaceChildren(
      ...[...(state === 'waiting' ? [words.new] : []), name, ...others]
        .filter(Boolean)
        .map(isolated),
    );
    for (const [own, button] of one.buttons) {
      button.ariaPressed = String(own === state);
      button.ariaLabel = `${button.textContent} (${text})`;
    }
  }
  /** What has the focus, or is under the hand, stays where it is. */
  function sort(questions: Asked[]): void {
    questions.forEach(({ id }, index) => {
      const { item } = items.get(id)!;
      const isHeld = item.contains(document.activeElement) || item.matches(':hover');
      if (list.children[index] !== item && (!isHeld || !item.parentElement))
        list.insertBefore(item, list.children[index] ?? null);
    });
  }

  return {
    show(questions: Asked[]): void {
      part('class-no-questions').hidden = questions.length > 0;
      const sorted = questions.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
      sorted.forEach(showOne);
      sort(sorted);
    },
  };
}

/** A name in another direction turns nothing around it. */
function isolated(text: string): HTMLElement {
  const element = document.createElement('bdi');
  element.textContent = text;
  return element;
}

export function countNew(desk: DeskView): number {
  return desk.questions.filter(({ state }) => state === 'waiting').length;
}
