import { allChapterPaths, deckOf, expect, test } from './course.ts';

test('every link and anchor of the built site leads somewhere', async ({ request, baseURL }) => {
  const seen = new Map<string, Set<string>>();
  const broken: string[] = [];
  const queue = ['/en/', '/es/'];

  async function anchorsOf(path: string): Promise<Set<string>> {
    const known = seen.get(path);
    if (known) return known;
    const response = await request.get(path, { maxRedirects: 0 });
    if (response.status() !== 200) throw new Error(`${path} answers ${response.status()}`);
    const isPage = response.headers()['content-type']?.startsWith('text/html');
    const html = isPage ? await response.text() : '';
    const anchors = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!));
    seen.set(path, anchors);
    for (const link of linksOf(html)) await follow(path, link);
    return anchors;
  }

  async function follow(from: string, link: string): Promise<void> {
    const url = new URL(link, new URL(from, baseURL));
    if (url.origin !== new URL(baseURL!).origin) return;
    try {
      const anchors = await anchorsOf(url.pathname);
      const anchor = decodeURIComponent(url.hash.slice(1));
      if (anchor && !anchors.has(anchor))
        broken.push(`${from}: no anchor ${url.hash} in ${url.pathname}`);
    } catch (error) {
      broken.push(`${from}: ${(error as Error).message}`);
    }
  }

  for (const path of queue) await anchorsOf(path);
  expect(broken).toEqual([]);
  for (const chapter of allChapterPaths)
    expect([...seen.keys()], 'nothing leads there').toEqual(
      expect.arrayContaining([chapter, deckOf(chapter)]),
    );
});

function linksOf(html: string): string[] {
  return [...html.matchAll(/<(?:a|link|script|img|source)\b[^>]*?\s(?:href|src)="([^"]+)"/g)]
    .map(([, link]) => link!.replaceAll('&amp;', '&'))
    .filter((link) => !/^(mailto|data|javascript):/.test(link));
}
