// <course-poll>: a self-check. The answer is in the page already, in <details>; this only says at
// once whether the chosen option is right, and opens the explanation then. While a class votes
// (src/live/class-poll.ts) it says nothing.

export class CoursePoll extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', (event) => {
      if (this.dataset['voting'] === undefined) this.judge(event.target as HTMLInputElement);
    });
  }

  /** Says whether an option is right. */
  judge(chosen: HTMLInputElement): void {
    this.#unmark();
    const option = chosen.closest<HTMLElement>('.poll-option');
    const right = option?.dataset['right'] !== undefined;
    if (option) option.dataset['verdict'] = right ? 'right' : 'wrong';
    const verdict = this.querySelector<HTMLElement>('.poll-verdict');
    if (verdict)
      verdict.textContent = (right ? verdict.dataset['right'] : verdict.dataset['wrong']) ?? '';
    if (right) this.querySelector('details')!.open = true;
  }

  /** As if nobody had chosen: no verdict, no answer. */
  clear(): void {
    this.#unmark();
    this.querySelector('.poll-verdict')!.textContent = '';
    this.querySelector('details')!.open = false;
  }

  #unmark(): void {
    for (const option of this.querySelectorAll<HTMLElement>('.poll-option'))
      delete option.dataset['verdict'];
  }
}

customElements.define('course-poll', CoursePoll);
