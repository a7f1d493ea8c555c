// Leads a chapter into the class that its tab follows, if there is one.
import { classOfTab } from '../live/tab.ts';

const chapter = document.querySelector<HTMLElement>('reading-place')?.dataset['chapter'];
const code = classOfTab();
if (chapter && code)
  void import('../live/in-article.ts').then(({ followInArticle }) =>
    followInArticle(code, chapter),
  );
