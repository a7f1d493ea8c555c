// Search over the index that the build writes to /pagefind/. Loaded on the first opening only.
import { fill } from '../i18n/fill.ts';

type Found = { url: string; excerpt: string; meta: { title?: string }; sub_results?: Section[] };
type Section = { title: string; url: string; excerpt: string };
type Index = {
  init(): Promise<void>;
  debouncedSearch(query: string): Promise<{ results: { data(): Promise<Found> }[] } | null>;
};
type Words = { none: string; one: string; many: string; broken: string };

const pagesShown = 8;
const sectionsShown = 4;

class SiteSearch extends HTMLElement {
  #index: Promise<Index> | undefined;
  #dialog!: HTMLDialogElement;
  #input!: HTMLInputElement;
  #results!: HTMLElement;
  #count!: HTMLElement;
  #words!: Words;
  readonly #onKey = (event: KeyboardEvent) => this.#shortcut(event);

  connectedCallback(): void {
    this.#dialog = this.querySelector('dialog')!;
    this.#input = this.querySelector('input')!;
    this.#results = this.querySelector('.search-results')!;
    this.#count = this.querySelector('.search-count')!;
    this.#words = JSON.parse(this.dataset['words'] ?? '{}') as Words;
    this.querySelector('.search-open')?.addEventListener('click', () => this.#open());
    this.#input.addEventListener('input', () => void this.#search());
    this.#dialog.addEventListener('keydown', (event) => this.#choose(event));
    this.#dialog.addEventListener('click', (event) => this.#closeOutside(event));
    addEventListener('keydown', this.#onKey);
  }

  disconnectedCallback(): void {
    removeEventListener('keydown', this.#onKey);
  }

  #shortcut(event: KeyboardEvent): void {
    const chord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
    if (!chord && !slash) return;
    event.preventDefault();
    if (this.#dialog.open && chord) this.#dialog.close();
    else this.#open();
  }

  #open(): void {
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    this.#input.select();
    this.#index ??= loadIndex();
    this.#index.catch(() => this.#say(this.#words.broken));
  }

  /** A click on the backdrop, or on a result of this very page, ends the search. */
  #closeOutside(event: MouseEvent): void {
    const target = event.target as Element;
    if (target === this.#dialog || target.closest('a')) this.#dialog.close();
  }

  async #search(): Promise<void> {
    const query = this.#input.value.trim();
    if (query === '') return this.#show([], '');
    const index = await this.#index?.catch(() => undefined);
    const answer = await index?.debouncedSearch(query);
    // Null: a later keystroke has overtaken this one.
    if (!answer) return;
    const pages = await Promise.all(answer.results.slice(0, pagesShown).map((one) => one.data()));
    if (this.#input.value.trim() === query) this.#show(pages.flatMap(sectionsOf), query);
  }

  #show(sections: ReturnType<typeof sectionsOf>, query: string): void {
    this.#results.replaceChildren(...sections.map(option));
    this.#input.setAttribute('aria-expanded', String(sections.length > 0));
    this.#input.removeAttribute('aria-activedescendant');
    const { none, one, many } = this.#words;
    const text = sections.length === 0 ? none : sections.length === 1 ? one : many;
    this.#say(query === '' ? '' : fill(text, { query, count: sections.length }));
  }

  #say(text: string): void {
    this.#count.textContent = text;
  }

  /** Arrows move the choice, Enter opens it (or the first), Escape closes; the focus stays in the field. */
  #choose(event: KeyboardEvent): void {
    const options = [...this.#results.querySelectorAll('a')];
    const at = options.findIndex((link) => link.ariaSelected === 'true');
    // A search field would first clear itself, and close at the second press only.
    if (event.key === 'Escape') this.#dialog.close();
    else if (event.key === 'ArrowDown') this.#select(options, Math.min(at + 1, options.length - 1));
    else if (event.key === 'ArrowUp') this.#select(options, Math.max(at - 1, 0));
    else if (event.key === 'Enter' && event.target === this.#input) {
      (options[at] ?? options[0])?.click();
    } else return;
    event.preventDefault();
  }

  #select(options: HTMLAnchorElement[], chosen: number): void {
    options.forEach((link, index) => (link.ariaSelected = String(index === chosen)));
    const link = options[chosen];
    if (!link) return;
    this.#input.setAttribute('aria-activedescendant', link.id);
    link.scrollIntoView({ block: 'nearest' });
  }
}

async function loadIndex(): Promise<Index> {
  // A name in a variable: the file is not there when the site is bundled.
  const path = '/pagefind/pagefind.js';
  const index = (await import(/* @vite-ignore */ path)) as Index;
  await index.init();
  return index;
}

/** A page's best sections; the page itself stands for the text above its first heading. */
function sectionsOf(page: Found) {
  const title = page.meta.title ?? '';
  const sections = page.sub_results?.length ? page.sub_results : [{ ...page, title }];
  return sections.slice(0, sectionsShown).map((section) => ({ ...section, page: title }));
}

function option(section: Section & { page: string }, index: number): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = section.url;
  link.id = `search-result-${index}`;
  link.role = 'option';
  link.ariaSelected = 'false';
  link.tabIndex = -1;
  link.append(part('search-title', section.title));
  if (section.page !== section.title) link.append(part('search-page', section.page));
  link.append(part('search-excerpt', ...excerptNodes(section.excerpt)));
  return link;
}

function part(name: string, ...content: (Node | string)[]): HTMLElement {
  const span = document.createElement('span');
  span.className = name;
  span.append(...content);
  return span;
}

/** The index marks the words found with `<mark>`; everything else of its HTML counts as text. */
function excerptNodes(html: string): Node[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return [...body.childNodes].map((node) => {
    const text = node.textContent ?? '';
    if (node.nodeName !== 'MARK') return document.createTextNode(text);
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=radio], [type=checkbox]), textarea, select'))
  );
}

customElements.define('site-search', SiteSearch);
