export type Lane = ReturnType<typeof createLane>;

/** What one version of HTTP has brought. */
export function createLane(
  view: HTMLElement,
  version: string,
  address: string,
) {
  const lane = view.querySelector(`[data-version="${version}"]`)!;
  const list = lane.querySelector('ul')!;
  const find = (name: string): HTMLElement =>
    lane.querySelector(`[data-${name}]`)!;

  return {
    address,
    show(name: string, text: string): void {
      find(name).textContent = text;
    },
    /** Says something in the words of the view. */
    say(name: string, word: string, values: object = {}): void {
      const place = find(name);
      let text = place.dataset[word] ?? '';
      for (const [key, value] of Object.entries(values))
        text = text.replace(`{${key}}`, () => String(value));
      place.textContent = text;
    },
    add(text: string): void {
      const item = document.createElement('li');
      item.textContent = text;
      list.append(item);
      if (list.childElementCount > 3) list.firstChild?.remove();
    },
  };
}
