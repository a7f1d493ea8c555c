// Leads a chapter into the class that its tab follows, if there is one. Every page carries this: of a
// class it knows how the address and the tab name one (src/live/tab.ts), and nothing else.

const chapter = document.querySelector<HTMLElement>('reading-place')?.dataset['chapter'];
if (chapter && mayFollow()) void followFrom(chapter);

function mayFollow(): boolean {
  try {
    return location.search.includes('live=') || sessionStorage.getItem('olr-class') !== null;
  } catch {
    // The browser keeps nothing for this page.
    return false;
  }
}

async function followFrom(chapter: string): Promise<void> {
  const { followInArticle } = await import('../live/in-article.ts');
  await followInArticle(chapter);
}
