// Leads a deck into the class that its tab follows, or that its console gives; else it does nothing.
import { door } from '../deck/door.ts';
import { classOfTab } from './tab.ts';

void door.then(async ({ chapter, follow, isPresented, tell }) => {
  if (isPresented) {
    follow.class = (code) =>
      void import('./on-projector.ts').then(({ showClass }) => showClass(chapter, code));
    return;
  }
  const code = classOfTab();
  if (!code) return;
  const { followInDeck } = await import('./in-deck.ts');
  tell(await followInDeck(code, chapter, follow));
});
