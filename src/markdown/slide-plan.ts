// What of a chapter is shown on which slide, and what the presenter says there. Pure: from the
// blocks of a chapter to a plan; `rules/split-into-slides` writes the plan into the tree.

import type { Custom, MdastNode } from 'satteri';
import type { NodeOf } from './markdown-rule.ts';

export type Block = MdastNode | Custom;

export type PlannedSlide = {
  id: string;
  /** The words of its title: shared by all slides of a section, empty for the chapter's own. */
  title: readonly Block[];
  /** Counts the slides that one heading or break opened, from 1: the second one is "title (2)". */
  number: number;
  /** The heading in the article that it belongs to; empty above the first one. */
  section: string;
  /** The words of the H2 that an H3's slide lies under. */
  part?: readonly Block[];
  /** The block that opened it, for messages; the title slide has none. */
  opener?: Block;
  /** A `::::slide`: nothing is added to what it shows. */
  authored?: true;
  body: Block[];
  /** The article's prose: what the presenter says, in the author's words. */
  prose: Block[];
  /** How much of the prose stands above the last block shown. */
  proseAbove: number;
  /** What `:::notes` tells the presenter. */
  prompts: Block[];
};

/** The type of a node that is said on a `::::slide` too, where other prose is shown. */
export const saidAside = 'said-aside';

/** The title slide's id. */
export const titleSlide = 'title';

type Role = 'heading' | 'key' | 'visual' | 'slide' | 'break' | 'notes' | 'prose' | 'nothing';

/** Where the walk through the chapter stands. */
type Place = {
  /** What the ids of the slides to come begin with. */
  base: string;
  opened: number;
  section: string;
  title: readonly Block[];
  part?: readonly Block[];
  /** The words of the last H2. */
  chapterPart?: readonly Block[];
};

type Walk = { slides: PlannedSlide[]; place: Place };

/**
 * Splits a chapter's blocks into slides. A heading opens a slide; a slide shows one group: a block
 * (code, table, image, list, demo, poll), or a key point, or a key point above a block. The next
 * group of the same section opens "title (2)". Prose goes to the slide's notes.
 */
export function planSlides(blocks: readonly Block[]): PlannedSlide[] {
  const place = { base: titleSlide, opened: 0, section: '', title: [] };
  const walk: Walk = { slides: [], place };
  open(walk);
  for (const block of blocks) enter[roleOf(block)](walk, block);
  return walk.slides;
}

const enter: Record<Role, (walk: Walk, block: Block) => void> = {
  heading(walk, block) {
    const { depth, children: title } = block as NodeOf<'heading'>;
    const id = idOf(block);
    const chapterPart = depth === 2 ? title : walk.place.chapterPart;
    const part = depth === 2 ? {} : { part: chapterPart };
    walk.place = { base: id, opened: 0, section: id, title, chapterPart, ...part } as Place;
    open(walk, block);
  },
  key(walk, block) {
    if (current(walk).body.length > 0) openNext(walk, block);
    show(current(walk), block);
  },
  visual(walk, block) {
    const { body, authored } = current(walk);
    if (authored || body.some((shown) => roleOf(shown) === 'visual')) openNext(walk, block);
    show(current(walk), block);
  },
  break(walk, block) {
    walk.place = { ...walk.place, base: idOf(block), opened: 0 };
    open(walk, block);
  },
  slide(walk, block) {
    const prose = takeProseAbove(walk);
    walk.slides.push({ ...authored(walk, block), prose });
    for (const child of childrenOf(block)) enterAuthored(current(walk), child);
  },
  notes: (walk, block) => void current(walk).prompts.push(...childrenOf(block)),
  prose: (walk, block) => void current(walk).prose.push(block),
  nothing: () => undefined,
};

function current({ slides }: Walk): PlannedSlide {
  return slides.at(-1) as PlannedSlide;
}

function open({ slides, place }: Walk, opener?: Block): void {
  place.opened += 1;
  const { base, opened: number, section, title, part } = place;
  const id = number === 1 ? base : `${base}-${number}`;
  const optional = { ...(part && { part }), ...(opener && { opener }) };
  slides.push({ id, title, number, section, ...optional, ...nothingYet() });
}

/** The next group of a section takes along the paragraph right above it, which introduces it. */
function openNext(walk: Walk, opener: Block): void {
  const { prose, proseAbove } = current(walk);
  const introduces = prose.length > proseAbove && prose.at(-1)?.type !== saidAside;
  const introduction = introduces ? prose.splice(-1) : [];
  open(walk, opener);
  current(walk).prose.push(...introduction);
}

function nothingYet() {
  return { body: [], prose: [], proseAbove: 0, prompts: [] };
}

function show(slide: PlannedSlide, block: Block): void {
  slide.body.push(block);
  slide.proseAbove = slide.prose.length;
}

/** Its own first heading is its title; without one it has its section's. */
function authored({ place }: Walk, opener: Block): PlannedSlide {
  const heading = childrenOf(opener).find(({ type }) => type === 'heading');
  const title = heading ? childrenOf(heading) : place.title;
  const { section, part = place.chapterPart } = place;
  const optional = part && part !== title ? { part } : {};
  const shared = { id: idOf(opener), title, number: 1, section, opener, ...optional };
  return { ...nothingYet(), ...shared, authored: true };
}

function enterAuthored(slide: PlannedSlide, block: Block): void {
  const role = roleOf(block);
  if (role === 'notes') slide.prompts.push(...childrenOf(block));
  else if (block.type === saidAside) slide.prose.push(block);
  else if (role !== 'nothing' && !isTitle(block, slide)) show(slide, block);
}

function isTitle(block: Block, { title }: PlannedSlide): boolean {
  return block.type === 'heading' && childrenOf(block) === title;
}

/**
 * An authored slide sums up the prose above it, back to the last block shown. A heading that shows
 * nothing besides gives its place to the slide.
 */
function takeProseAbove({ slides, place }: Walk): Block[] {
  const above = slides.at(-1) as PlannedSlide;
  const { body, prompts, opener, prose, proseAbove } = above;
  if (opener?.type === 'heading' && body.length === 0 && prompts.length === 0) {
    slides.pop();
    place.opened -= 1;
  }
  return prose.splice(proseAbove);
}

function roleOf(block: Block): Role {
  switch (block.type) {
    case 'heading':
      return (block as NodeOf<'heading'>).depth <= 3 ? 'heading' : 'prose';
    case 'containerDirective':
    case 'leafDirective':
      return directiveRoles[(block as NodeOf<'leafDirective'>).name] ?? 'prose';
    case 'code':
    case 'table':
    case 'list':
      return 'visual';
    case 'html':
      return (block as NodeOf<'html'>).value.startsWith('<!--') ? 'nothing' : 'visual';
    case 'paragraph':
      return holdsOnlyImages(block) ? 'visual' : 'prose';
    case 'definition':
    case 'footnoteDefinition':
    case 'thematicBreak':
      return 'nothing';
    default:
      return 'prose';
  }
}

const directiveRoles: Record<string, Role> = {
  key: 'key',
  demo: 'visual',
  measured: 'visual',
  poll: 'visual',
  steps: 'visual',
  slide: 'slide',
  break: 'break',
  notes: 'notes',
};

function holdsOnlyImages(paragraph: Block): boolean {
  const inline = childrenOf(paragraph).filter(
    (child) => child.type !== 'text' || (child as NodeOf<'text'>).value.trim() !== '',
  );
  return inline.length > 0 && inline.every(({ type }) => type === 'image');
}

function childrenOf(block: Block): readonly Block[] {
  return 'children' in block && block.children ? block.children : [];
}

function idOf(block: Block): string {
  if (block.type === 'heading') {
    return (block.data as { hProperties?: { id?: string } } | undefined)?.hProperties?.id ?? '';
  }
  return (block as NodeOf<'leafDirective'>).attributes?.['id'] ?? '';
}
