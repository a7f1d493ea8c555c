// The second reading of a chapter: the same body, rendered with the deck's rules and cut into
// slides.

import type { Place, RenderStage } from './markdown-rule.ts';
import { deckProcessor } from './index.ts';
import { titlesOf } from './rules/split-into-slides.ts';
import type { PlannedSlide } from './slide-plan.ts';

/** A slide as HTML. */
export type RenderedSlide = {
  id: string;
  /** Inline; the title slide's is empty, as its words are in the front matter. */
  title: string;
  /** The title of the H2 above an H3's slide, inline. */
  part?: string;
  /** The id of its heading in the article; empty for what stands above the first one. */
  section: string;
  /** The line of the body that opened it. */
  line: number;
  body: string;
  /** The article's prose about it. For the presenter only. */
  prose: string;
  /** What the chapter's `:::notes` say to the presenter. */
  prompts: string;
};

export type DeckOptions = {
  renderStage: RenderStage;
  /** The address of the chapter's article, to which links within the chapter lead. */
  article: string;
  /** `console` shows the label of a demo in the place of its stage. */
  reading?: 'deck' | 'console';
  root?: string;
};

/**
 * Renders a chapter's body as slides.
 * @throws a sentence with file and line when a directive, a fence or a claim is not sound
 */
export async function renderDeck(
  { source, fileURL }: Place,
  options: DeckOptions,
): Promise<RenderedSlide[]> {
  let plan: PlannedSlide[] = [];
  const processor = deckProcessor({ ...options, onPlan: (slides) => (plan = slides) });
  const settings = { syntaxHighlight: false } as Parameters<typeof processor.createRenderer>[0];
  const renderer = await processor.createRenderer(settings);
  const { code } = await renderer.render(source, fileURL ? { fileURL } : {});
  return cut(plan, code);
}

const partShape =
  /<slide-part data-slide="(\d+)" data-part="(title|body|prose|prompts)">([\s\S]*?)<\/slide-part>/g;

function cut(plan: PlannedSlide[], html: string): RenderedSlide[] {
  const parts = new Map<string, string>();
  for (const [, index, name, content = ''] of html.matchAll(partShape)) {
    parts.set(`${name} ${index}`, content.trim());
  }
  const titles = titlesOf(plan);
  const part = (name: string, index: number) => parts.get(`${name} ${index}`) ?? '';
  return plan.map((slide, index) => ({
    id: slide.id,
    title: numbered(part('title', titles.indexOf(slide.title)), slide.number),
    ...(slide.part && { part: part('title', titles.indexOf(slide.part)) }),
    section: slide.section,
    line: slide.opener?.position?.start.line ?? 1,
    body: part('body', index),
    prose: part('prose', index),
    prompts: part('prompts', index),
  }));
}

function numbered(title: string, number: number): string {
  return number === 1 ? title : `${title} (${number})`;
}
