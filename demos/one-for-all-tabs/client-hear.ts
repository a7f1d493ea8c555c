import { createAccount } from './client-account.ts';
import { countTabs } from './client-life.ts';
import { createPage } from './client-page.ts';
import type { Hear } from './client-stream.ts';

/** What a tab makes of what it hears, whichever way it came. */
export function createHearing(view: HTMLElement) {
  const page = createPage(view);
  const account = createAccount();

  // #region hear
  const hear: Hear = (news) => {
    const { id, type, data } = news;
    if (type === 'reset') account.reset();
    else if (type === 'streams') page.show('streams', data);
    else if (id === 0) page.connection(type);
    else {
      account.receive(news);
      page.event(news);
    }
    page.check(account.sums);
    void countTabs().then((count) => page.show('tabs', count));
  };
  // #endregion hear

  return { page, hear, last: account.last };
}
