// Ask, and say "me too". What others wrote is text here, never markup.
import type { QuestionView } from '../classroom/room-view.ts';
import { recall, remember } from '../deck/storage.ts';
import { fill } from '../i18n/fill.ts';
import { act, type Answer } from './act.ts';
import { createShownQuestions } from './shown-questions.ts';
import type { LiveWords } from './words.ts';

const longest = 280;
const draft = 'olr-question';

export function createQuestionSheet(dialog: HTMLDialogElement, code: string, words: LiveWords) {
  const form = dialog.querySelector<HTMLFormElement>('[data-question]')!;
  const text = form.querySelector('textarea')!;
  const name = form.querySelector('input')!;
  const answer = form.querySelector('[data-answer]')!;
  const shown = createShownQuestions(dialog, code, words);
  /** Made once for each question: sent again, it is still the same one. */
  let id = newId();
  let isSending = false;

  function count(): void {
    const left = longest - text.value.length;
    form.querySelector('#class-left')!.textContent = fill(words.left, { count: left });
  }
  async function send(): Promise<void> {
    if (isSending) return;
    if (!text.value.trim()) return say(words.empty);
    isSending = true;
    const sent = await act(`${code}/ask`, { id, text: text.value, name: name.value });
    isSending = false;
    if (!sent.ok) return say(whyNot(sent, words));
    shown.own(id);
    id = newId();
    text.value = '';
    remember('sessionStorage', draft, '');
    count();
    say(words.sent);
  }
  function say(sentence: string): void {
    answer.textContent = sentence;
  }

  // What the class does to the page, a question that is being written survives.
  text.value = recall('sessionStorage', draft) ?? '';
  text.oninput = () => {
    remember('sessionStorage', draft, text.value);
    answer.textContent = '';
    count();
  };
  form.noValidate = true;
  form.onsubmit = (event) => {
    event.preventDefault();
    void send();
  };
  count();

  return {
    open(): void {
      answer.textContent = '';
      dialog.showModal();
    },
    show: (questions: QuestionView[]) => shown.show(questions),
  };
}

function whyNot(sent: Extract<Answer, { ok: false }>, words: LiveWords): string {
  if (sent.status === 429) return words.often;
  return sent.status === 409 || sent.status === 503 ? words.full : words.failed;
}

/** `crypto.randomUUID` is not there for a phone that reaches a laptop over plain HTTP. */
function newId(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}
