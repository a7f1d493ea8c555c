type Kind = 'received' | 'lost' | 'repeated' | 'down' | 'reset';

/** Puts a run on the page: sums, beads, and what happened. */
export function createPage(view: HTMLElement) {
  const beads = view.querySelector<HTMLElement>('.beads')!;
  const news = view.querySelector<HTMLElement>('.news')!;
  const element = (tag: string, text: string | undefined) => {
    const made = document.createElement(tag);
    made.textContent = text ?? '';
    return made;
  };
  // A stream has no end, but a page has: the last ones are kept.
  const add = (list: Element, item: Element, most: number): void => {
    list.append(item);
    if (list.childElementCount > most) list.firstChild?.remove();
  };

  return {
    /** Each kind has its shape, and its word below. */
    bead(kind: Kind, number?: number): void {
      const item = element('li', '');
      const shape = element('span', number?.toString());
      item.className = kind;
      item.append(shape, ' ', element('small', beads.dataset[kind]));
      add(beads, item, 60);
      beads.scrollLeft = beads.scrollWidth;
    },
    isDown: () => beads.lastElementChild?.className === 'down',
    tell(key: string, values: Record<string, number>): void {
      const fill = (_: string, name: string) => `${values[name]}`;
      const words = news.dataset[key] ?? '';
      const text = words.replaceAll(/\{(\w+)\}/g, fill);
      add(news, element('li', text), 20);
      news.parentElement!.scrollTop = news.scrollHeight;
    },
    show(sums: Record<string, number>): void {
      for (const [name, sum] of Object.entries(sums))
        view.querySelector(`[data-sum=${name}]`)!.textContent =
          String(sum);
    },
    clear(): void {
      beads.replaceChildren();
      news.replaceChildren();
    },
  };
}
