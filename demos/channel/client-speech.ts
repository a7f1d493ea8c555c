/** Says what happens, in the words that the view holds. */
export function createSpeech(view: HTMLElement) {
  const list = view.querySelector('ul')!;
  const status = view.querySelector<HTMLElement>('[role=status]')!;
  list.replaceChildren();
  status.textContent = '';

  function fill(text: string, values: Record<string, string>): string {
    return text.replace(/\{(\w+)\}/g, (_, key: string) => values[key]!);
  }

  return {
    log: (what: string, values: Record<string, string>): void => {
      const item = document.createElement('li');
      item.className = what;
      item.textContent = fill(list.dataset[what]!, values);
      list.append(item);
      if (list.childElementCount > 40) list.firstChild?.remove();
      list.parentElement!.scrollTop = list.parentElement!.scrollHeight;
    },
    /** '' takes back what was said last. */
    say: (what: string, values: Record<string, string> = {}): void => {
      status.textContent = what && fill(status.dataset[what]!, values);
    },
  };
}
