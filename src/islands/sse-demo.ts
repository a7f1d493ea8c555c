// <sse-demo>: the stage around a demo. Until Start is pressed it only wires its own buttons;
// the tap, the panels and the demo's client half are loaded then.
import type { Session } from './stage/session-options.ts';
import { strings, type Strings } from './stage/words.ts';
import { copyAndSay } from './copy-code.ts';

export class SseDemo extends HTMLElement {
  #session: Session | undefined;
  /** The press of Start that counts, until Stop. */
  #attempt: AbortController | undefined;
  #words!: Strings;
  #seen: IntersectionObserver | undefined;
  readonly #stop = () => this.stop();

  connectedCallback(): void {
    this.#words = strings(document.documentElement.lang);
    this.#one('[data-controls]').hidden = false;
    this.#start.onclick = () => (this.running ? this.stop() : void this.start());
    for (const radio of this.#protocols) radio.onchange = () => this.running && void this.restart();
    // Leaving the page frees the connections also where the page is kept for "back" (bfcache).
    addEventListener('pagehide', this.#stop);
    if (this.dataset['variant'] === 'hero') this.#startWhenVisible();
    else if (this.dataset['variant'] === 'article') this.#readLink();
  }

  disconnectedCallback(): void {
    removeEventListener('pagehide', this.#stop);
    this.#seen?.disconnect();
    this.stop();
  }

  get running(): boolean {
    return this.#attempt !== undefined;
  }

  get #start(): HTMLButtonElement {
    return this.#one<HTMLButtonElement>('[data-start]');
  }

  get #protocol(): 'http1' | 'http2' {
    return this.#protocols.find((radio) => radio.checked)?.value === 'http2' ? 'http2' : 'http1';
  }

  get #protocols(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('[data-protocol]')];
  }

  /** Opens the demo's stream; without a companion server, plays the recording. */
  async start(): Promise<void> {
    if (this.running) return;
    const attempt = (this.#attempt = new AbortController());
    this.#start.textContent = this.#words.stop;
    try {
      const session = await this.#open(attempt.signal);
      // The class may have stopped it as soon as it had begun.
      if (attempt.signal.aborted) return session?.stop();
      this.#session = session;
      if (!session) this.stop();
    } catch {
      // Stop may have been pressed, or the element removed, while the modules were loading.
      if (!attempt.signal.aborted) this.#sayGone();
    }
  }

  stop(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#session?.stop();
    this.#session = undefined;
    this.#start.textContent = this.#words.start;
  }

  async #open(signal: AbortSignal): Promise<Session | undefined> {
    const { startSession } = await import('./stage/session.ts');
    return startSession({
      signal,
      stage: this,
      slug: this.dataset['demo'] ?? '',
      protocol: this.#protocol,
      words: this.#words,
      onFinal: () => this.stop(),
      onTrusted: () => void this.restart(),
    });
  }

  /** The server that brought this page has gone before it brought the rest. */
  #sayGone(): void {
    this.stop();
    const notice = this.#one('[data-notice]');
    notice.textContent = this.#words.goneWithModules;
    notice.hidden = false;
  }

  async restart(): Promise<void> {
    this.stop();
    await this.start();
  }

  #startWhenVisible(): void {
    this.#seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.#seen?.disconnect();
      void this.start();
    });
    this.#seen.observe(this);
  }

  /** A link carries the stage's state: `?protocol=http2&open=break#first-stream`. */
  #readLink(): void {
    const query = new URLSearchParams(location.search);
    if (location.hash === `#${this.id}`) {
      for (const radio of this.#protocols)
        radio.checked = radio.value === (query.get('protocol') ?? 'http1');
      for (const drawer of this.#drawers)
        drawer.open = query.getAll('open').includes(drawer.dataset['drawer'] ?? '');
    }
    const button = this.#one<HTMLButtonElement>('[data-link]');
    this.#one('[data-link-row]').hidden = false;
    button.onclick = () => void copyAndSay(button, this.#link());
  }

  #link(): string {
    const query = new URLSearchParams();
    if (this.#protocol !== 'http1') query.set('protocol', this.#protocol);
    for (const drawer of this.#drawers)
      if (drawer.open) query.append('open', drawer.dataset['drawer'] ?? '');
    return `${location.origin}${location.pathname}${query.size ? `?${query}` : ''}#${this.id}`;
  }

  get #drawers(): HTMLDetailsElement[] {
    return [...this.querySelectorAll<HTMLDetailsElement>('[data-drawer]')];
  }

  #one<E extends HTMLElement>(selector: string): E {
    const found = this.querySelector<E>(selector);
    if (!found)
      throw new Error(
        `<sse-demo id="${this.id}"> lacks ${selector}: it must be made by stageMarkup().`,
      );
    return found;
  }
}

customElements.define('sse-demo', SseDemo);
