import { createFollower } from './client-follower.ts';
import { createPresenter } from './client-presenter.ts';
import { createServer } from './client-server.ts';

/** A presenter and two followers: a class in one page. */
export function start(view: HTMLElement, url: string): () => void {
  const fieldsets = [...view.querySelectorAll('fieldset')];
  const server = createServer(url, say, view.dataset['reader']);
  const presenter = createPresenter(
    view.querySelector('[data-presenter]')!,
    server,
  );
  const followers = [
    ...view.querySelectorAll<HTMLElement>('[data-follower]'),
  ].map((card) => createFollower(card, server, presenter.show));

  function say(word: 'gone' | 'failed' | '', why = ''): void {
    const status = view.querySelector<HTMLElement>('[role=status]')!;
    const words = word && status.dataset[word]!;
    status.textContent = words.replace('{why}', why);
  }

  for (const fieldset of fieldsets) fieldset.disabled = false;
  return () => {
    for (const follower of followers) follower.end();
    for (const fieldset of fieldsets) fieldset.disabled = true;
    say('');
  };
}
