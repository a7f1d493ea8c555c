// <reading-place>: remembers the last heading that its reader came to. It never scrolls by itself.
import { changeProgress } from './progress/kept.ts';
import { withPlace } from './progress/record.ts';

/** A place is written this long after it was reached, in milliseconds: scrolling writes little. */
const pause = 1500;

class ReadingPlace extends HTMLElement {
  #section: string | undefined;
  #timer = 0;
  #seen: IntersectionObserver | undefined;
  readonly #keepNow = () => this.#keep();

  connectedCallback(): void {
    // The upper third is where a reader reads; a page that only opened has no heading of its text there.
    this.#seen = new IntersectionObserver((entries) => this.#notice(entries), {
      rootMargin: '0px 0px -66% 0px',
    });
    for (const heading of this.querySelectorAll('.heading > [id]')) this.#seen.observe(heading);
    addEventListener('pagehide', this.#keepNow);
    document.addEventListener('visibilitychange', this.#keepNow);
  }

  disconnectedCallback(): void {
    this.#seen?.disconnect();
    this.#keep();
    removeEventListener('pagehide', this.#keepNow);
    document.removeEventListener('visibilitychange', this.#keepNow);
  }

  #notice(entries: IntersectionObserverEntry[]): void {
    const reached = entries.filter(({ isIntersecting }) => isIntersecting).at(-1);
    if (!reached) return;
    this.#section = reached.target.id;
    this.#timer ||= window.setTimeout(this.#keepNow, pause);
  }

  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const section = this.#section;
    if (section === undefined) return;
    this.#section = undefined;
    const place = { section, at: new Date().toISOString() };
    changeProgress((progress) => withPlace(progress, this.dataset['chapter']!, place));
  }
}

customElements.define('reading-place', ReadingPlace);
