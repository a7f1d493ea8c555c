// <progress-file>: takes the record out of this browser, brings one in, or forgets it. Files are made
// and read by the page itself; no request is sent.
import { fill } from '../i18n/fill.ts';
import {
  changeProgress,
  followProgress,
  forgetProgress,
  keptText,
  loadProgress,
  tellProgress,
} from './progress/kept.ts';
import { mergeProgress, readProgress } from './progress/record.ts';

/** A full record has a few kilobytes; nothing larger is read. */
const mostBytes = 256 * 1024;

class ProgressFile extends HTMLElement {
  #connection = new AbortController();

  connectedCallback(): void {
    this.#connection = new AbortController();
    this.#one('[data-controls]').hidden = false;
    this.#one('[data-export]').onclick = () => this.#export();
    this.#one('[data-forget]').onclick = () => this.#askToForget();
    this.#dialog.onclose = () => this.#dialog.returnValue === 'forget' && this.#forget();
    const input = this.#one<HTMLInputElement>('input');
    input.onchange = () => void this.#import(input);
    followProgress(() => this.#show(), this.#connection.signal);
    this.#show();
  }

  disconnectedCallback(): void {
    this.#connection.abort();
  }

  get #dialog(): HTMLDialogElement {
    return this.#one('dialog');
  }

  #askToForget(): void {
    // The answer of the time before stays: closed by Escape, the dialog would give it again.
    this.#dialog.returnValue = '';
    this.#dialog.showModal();
  }

  #show(): void {
    const isEmpty = keptText() === '';
    for (const name of ['export', 'forget'])
      this.#one<HTMLButtonElement>(`[data-${name}]`).disabled = isEmpty;
    this.#one<HTMLInputElement>('input').disabled = loadProgress().fault !== undefined;
  }

  /** What cannot be read is exported as it is: somebody may be able to mend it. */
  #export(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([keptText()], { type: 'application/json' }));
    link.download = `one-long-response-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    // The browser has taken hold of the blob once the click is over; some take a moment longer.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.#say('exported', { file: link.download });
  }

  async #import(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    const text = file.size > mostBytes ? '' : await file.text().catch(() => '');
    // So that the same file can be chosen again.
    input.value = '';
    const read = readProgress(text);
    if ('fault' in read) return this.#say(read.fault, { file: file.name });
    const now = new Date().toISOString();
    const kept = changeProgress((progress) => mergeProgress(progress, read.progress, now));
    tellProgress();
    const count = Object.keys(read.progress.done).length;
    this.#say(kept ? 'imported' : 'refused', { file: file.name, count });
  }

  #forget(): void {
    const forgotten = forgetProgress();
    tellProgress();
    this.#say(forgotten ? 'forgotten' : 'refused');
    if (forgotten) this.#one<HTMLInputElement>('input').focus();
  }

  #say(what: string, values: Record<string, string | number> = {}): void {
    const words = JSON.parse(this.dataset['words'] ?? '{}') as Record<string, string>;
    this.#one('[data-said]').textContent = fill(words[what] ?? '', values);
  }

  #one<E extends HTMLElement>(selector: string): E {
    return this.querySelector<E>(selector)!;
  }
}

customElements.define('progress-file', ProgressFile);
