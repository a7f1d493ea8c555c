// Marks in the contents where the reader is: the last heading above the upper third of the window.
class PageContents extends HTMLElement {
  #waiting = false;
  readonly #onScroll = () => this.#soon();

  connectedCallback(): void {
    addEventListener('scroll', this.#onScroll, { passive: true });
    this.#soon();
  }

  disconnectedCallback(): void {
    removeEventListener('scroll', this.#onScroll);
  }

  #soon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#mark();
    });
  }

  #mark(): void {
    let current: HTMLAnchorElement | undefined;
    for (const link of this.querySelectorAll('a')) {
      link.removeAttribute('aria-current');
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading && heading.getBoundingClientRect().top < innerHeight / 3) current = link;
    }
    current?.setAttribute('aria-current', 'location');
  }
}

customElements.define('page-contents', PageContents);
