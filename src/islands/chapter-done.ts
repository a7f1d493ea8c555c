// <chapter-done>: the reader says that a chapter is finished, or takes it back.
import { fill } from '../i18n/fill.ts';
import { changeProgress, followProgress, loadProgress, tellProgress } from './progress/kept.ts';
import { showFault } from './progress/show-fault.ts';
import { withDone } from './progress/record.ts';

class ChapterDone extends HTMLElement {
  #connection = new AbortController();

  connectedCallback(): void {
    this.#connection = new AbortController();
    const { fault } = loadProgress();
    this.hidden = false;
    this.#button.hidden = fault !== undefined;
    this.#button.onclick = () => this.#toggle();
    followProgress(() => this.#show(), this.#connection.signal);
    this.#show();
  }

  disconnectedCallback(): void {
    this.#connection.abort();
  }

  get #button(): HTMLButtonElement {
    return this.querySelector('button')!;
  }

  #toggle(): void {
    const chapter = this.dataset['chapter']!;
    const at = this.#button.ariaPressed === 'true' ? undefined : new Date().toISOString();
    const kept = changeProgress((progress) => withDone(progress, chapter, at));
    tellProgress();
    if (kept) this.#say(at ? 'done' : 'undone');
  }

  #show(): void {
    const { progress, fault } = loadProgress();
    this.#button.ariaPressed = String(this.dataset['chapter']! in progress.done);
    showFault(this, fault);
  }

  #say(what: 'done' | 'undone'): void {
    const chapters = this.dataset['chapters']!.split(' ');
    const { done } = loadProgress().progress;
    const count = chapters.filter((chapter) => chapter in done).length;
    const words = JSON.parse(this.dataset['words']!) as Record<'done' | 'undone' | 'all', string>;
    const text = words[count === chapters.length ? 'all' : what];
    this.querySelector('[data-said]')!.textContent = fill(text, { count, of: chapters.length });
  }
}

customElements.define('chapter-done', ChapterDone);
