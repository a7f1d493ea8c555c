// <course-poll>: a self-check. The answer is in the page already, in <details>; this only says at
// once whether the chosen option is right, and opens the explanation then.

export class CoursePoll extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', (event) => this.#judge(event.target as HTMLInputElement));
  }

  #judge(chosen: HTMLInputElement): void {
    for (const option of this.querySelectorAll<HTMLElement>('.poll-option'))
      delete option.dataset['verdict'];
    const option = chosen.closest<HTMLElement>('.poll-option');
    const verdict = this.querySelector<HTMLElement>('.poll-verdict');
    const right = option?.dataset['right'] !== undefined;
    if (option) option.dataset['verdict'] = right ? 'right' : 'wrong';
    if (verdict)
      verdict.textContent = (right ? verdict.dataset['right'] : verdict.dataset['wrong']) ?? '';
    if (right) this.querySelector('details')!.open = true;
  }
}

customElements.define('course-poll', CoursePoll);
