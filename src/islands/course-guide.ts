// <course-guide>: answers questions about a transport. The page has all of it as text already; this
// only leaves the reasons that follow from a reader's answers. What it thinks with is loaded with it.

export class CourseGuide extends HTMLElement {
  #stop: (() => void) | undefined;

  async connectedCallback(): Promise<void> {
    const { runGuide } = await import('./guide/run-guide.ts').catch(() => ({
      runGuide: undefined,
    }));
    // Without the server it stays what it is: a page to read.
    if (this.isConnected) this.#stop = runGuide?.(this);
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }
}

customElements.define('course-guide', CourseGuide);
