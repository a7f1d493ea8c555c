// <sse-stepper>: scrubbing through an event stream. All it does by itself is notice that a reader
// comes near; the parser, the controls and their words are loaded then.

export class SseStepper extends HTMLElement {
  #near: IntersectionObserver | undefined;
  #close: (() => void) | undefined;

  connectedCallback(): void {
    this.#near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#build();
      },
      { rootMargin: '400px' },
    );
    this.#near.observe(this);
  }

  disconnectedCallback(): void {
    this.#near?.disconnect();
    this.#close?.();
    this.#close = undefined;
  }

  async #build(): Promise<void> {
    this.#near?.disconnect();
    try {
      const { buildStepper } = await import('./stepper/stepper.ts');
      if (this.isConnected) this.#close ??= buildStepper(this);
    } catch {
      // The server has gone: what is there stays, and the next approach tries again.
      if (this.isConnected) this.#near?.observe(this);
    }
  }
}

customElements.define('sse-stepper', SseStepper);
