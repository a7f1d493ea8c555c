/** Says what happens, in the words that the view holds. */
export function createSpeech(view: HTMLElement) {
  const list = view.querySelector('ul')!;
  const status = view.querySelector<HTMLElement>('[role=status]')!;
  list.replaceChildren();

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
    /** A TypeError is a fetch without a server. */
    fail: (error: unknown): void => {
      const isGone = error instanceof TypeError;
      const words = status.dataset[isGone ? 'gone' : 'failed']!;
      status.textContent = fill(words, {
        why: (error as Error).message,
      });
    },
    /** Takes back what was said last. */
    clear: (): void => {
      status.textContent = '';
    },
  };
}
