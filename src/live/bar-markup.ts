// The follower's bar and its sheet of questions. `{words}` are the reader's, from src/i18n.
import { reactionKinds, type Reaction } from '../classroom/room-view.ts';
import { fill } from '../i18n/fill.ts';
import type { LiveWords } from './words.ts';

export const reactionSigns: Record<Reaction, string> = {
  clap: '👏',
  heart: '💚',
  laugh: '😄',
  puzzled: '🤔',
};

const reactions = reactionKinds
  .map(
    (kind) =>
      `<button type="button" data-react="${kind}"><span aria-hidden="true">${reactionSigns[kind]}</span> <span data-number></span></button>`,
  )
  .join('');

const bar = `
<aside class="class-bar" aria-label="{bar}" data-state="live">
  <p class="class-state"><i aria-hidden="true"></i><span data-state-name>{live}</span></p>
  <button type="button" class="class-back" data-back hidden></button>
  <button type="button" class="class-more" data-more aria-expanded="false" aria-controls="class-part">{takePart}</button>
  <div class="class-part" id="class-part">
    <div class="class-reactions" role="group" aria-label="{reactions}">${reactions}</div>
    <div class="class-pace" role="group" aria-label="{pace}">
      <button type="button" data-pace="fast" aria-pressed="false">{fast}</button>
      <button type="button" data-pace="slow" aria-pressed="false">{slow}</button>
    </div>
    <button type="button" class="class-ask" data-ask>{ask}</button>
    <button type="button" class="class-leave" data-leave>{leave}</button>
  </div>
  <p class="class-said" role="status" data-said></p>
  <button type="button" class="class-close" data-close hidden>{close}</button>
</aside>`;

const sheet = `
<dialog class="class-sheet" aria-labelledby="class-sheet-title">
  <h2 id="class-sheet-title">{questions}</h2>
  <form data-question>
    <label for="class-question">{question}</label>
    <textarea id="class-question" name="text" rows="3" maxlength="280" required aria-describedby="class-left"></textarea>
    <p class="class-left" id="class-left"></p>
    <label for="class-name">{name}</label>
    <input id="class-name" name="name" maxlength="40" autocomplete="off" />
    <p class="class-send"><button>{send}</button> <span role="status" data-answer></span></p>
  </form>
  <h3>{shown}</h3>
  <p data-none>{noneShown}</p>
  <ul class="class-questions" data-questions></ul>
  <form method="dialog"><button class="class-close">{close}</button></form>
</dialog>`;

/** Makes both, outside the page. */
export function buildBar(words: LiveWords): { bar: HTMLElement; sheet: HTMLDialogElement } {
  const template = document.createElement('template');
  template.innerHTML = fill(bar + sheet, words);
  const [first, second] = template.content.children;
  return { bar: first as HTMLElement, sheet: second as HTMLDialogElement };
}
