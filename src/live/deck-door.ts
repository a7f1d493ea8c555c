// Leads a deck into the class that its tab follows, or that its console gives; else it does nothing.
import { door } from '../deck/door.ts';
import { classOfTab } from './tab.ts';

void door.then(async ({ chapter, follow, isPresented, tell }) => {
  if (isPresented) {
    let told: string | null = null;
    follow.class = (code) => {
      if (code === told) return;
      // The last word counts: an import that began later may be there earlier, because it does not
      // wait for what the first one preloads.
      told = code;
      void import('./on-projector.ts').then(({ showClass }) => showClass(chapter, told));
    };
    return;
  }
  const code = classOfTab();
  if (!code) return;
  const { followInDeck } = await import('./in-deck.ts');
  tell(await followInDeck(code, chapter, follow));
});
