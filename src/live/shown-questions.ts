// The questions that the presenter shows to the class, most wanted first.
import type { QuestionView } from '../classroom/room-view.ts';
import { recall, remember } from '../deck/storage.ts';
import { fill } from '../i18n/fill.ts';
import { act } from './act.ts';
import type { LiveWords } from './words.ts';

export function createShownQuestions(dialog: HTMLElement, code: string, words: LiveWords) {
  const list = dialog.querySelector('[data-questions]')!;
  const none = dialog.querySelector<HTMLElement>('[data-none]')!;
  const wanted = keepIds(`olr-me-too:${code}`);
  const own = keepIds(`olr-asked:${code}`);
  const items = new Map<string, ReturnType<typeof createItem>>();

  function createItem(id: string) {
    const item = document.createElement('li');
    const text = document.createElement('p');
    const by = document.createElement('p');
    const button = document.createElement('button');
    by.className = 'class-by';
    button.type = 'button';
    button.onclick = () => {
      const on = !wanted.has(id);
      wanted.set(id, on);
      button.ariaPressed = String(on);
      void act(`${code}/upvote`, { id, on });
    };
    item.append(text, by, button);
    return { item, text, by, button };
  }
  function show(questions: QuestionView[]): void {
    none.hidden = questions.length > 0;
    const gone = new Set(items.keys());
    for (const question of questions) {
      gone.delete(question.id);
      showOne(question);
    }
    for (const id of gone) {
      items.get(id)!.item.remove();
      items.delete(id);
    }
    sort(questions);
  }
  function showOne({ id, text, name, upvotes }: QuestionView): void {
    const one = items.get(id) ?? createItem(id);
    items.set(id, one);
    one.text.textContent = text;
    one.by.textContent = own.has(id) ? words.yours : name;
    one.by.hidden = !one.by.textContent;
    one.button.textContent = upvotes ? fill(words.meTooCount, { count: upvotes }) : words.meToo;
    one.button.ariaLabel = `${one.button.textContent} (${text})`;
    one.button.ariaPressed = String(wanted.has(id));
    // Nobody adds to their own question; how many others did, they may see.
    one.button.disabled = own.has(id);
    one.button.hidden = own.has(id) && upvotes === 0;
  }
  /** Moves only what stands in another place: a button that is moved loses the focus. */
  function sort(questions: QuestionView[]): void {
    questions.forEach(({ id }, index) => {
      const { item } = items.get(id)!;
      if (list.children[index] !== item && !item.contains(document.activeElement))
        list.insertBefore(item, list.children[index] ?? null);
    });
  }

  return { show, own: (id: string) => own.set(id, true) };
}

/** A set of ids that this tab remembers. */
function keepIds(place: string) {
  const ids = new Set((recall('sessionStorage', place) ?? '').split(' '));
  return {
    has: (id: string) => ids.has(id),
    set(id: string, on: boolean): void {
      if (on) ids.add(id);
      else ids.delete(id);
      remember('sessionStorage', place, [...ids].join(' ').trim());
    },
  };
}
