// Where the deck is: a slide's id and a step in it, never an index, so that a deck in another
// language, with the same ids, can follow. Pure: no document here.

export type Position = { id: string; step: number };

/** What the walk needs to know of a slide: its id and its largest step. */
export type Countable = { id: string; steps: number };

/**
 * Why the position changed. `step`: a key or a button of this tab, one after the other; `jump`: a
 * choice in this tab (overview, jump list, Home, End); `address`: Back, Forward or a typed fragment;
 * `remote`: another tab leads.
 */
export type Cause = 'step' | 'jump' | 'address' | 'remote';

export type Walk<S extends Countable = Countable> = ReturnType<typeof createWalk<S>>;

/**
 * Walks through slides and steps.
 * @param slides in their order; at least one.
 * @param mayMove asked before each move that this tab makes: somebody else may drive.
 */
export function createWalk<S extends Countable>(
  slides: readonly S[],
  mayMove: () => boolean = () => true,
) {
  let index = 0;
  let step = 0;
  const listeners: ((cause: Cause, from: S) => void)[] = [];
  const slide = () => slides[index]!;

  function moveTo(toIndex: number, toStep: number, cause: Cause): void {
    const target = slides[toIndex];
    if (!target) return;
    const bounded = Math.max(0, Math.min(toStep, target.steps));
    if (toIndex === index && bounded === step) return;
    if (cause !== 'remote' && !mayMove()) return;
    const from = slide();
    [index, step] = [toIndex, bounded];
    for (const listener of listeners) listener(cause, from);
  }

  return {
    slides,
    get slide() {
      return slide();
    },
    get index() {
      return index;
    },
    get step() {
      return step;
    },
    get position(): Position {
      return { id: slide().id, step };
    },
    get isFirst() {
      return index === 0 && step === 0;
    },
    get isLast() {
      return index === slides.length - 1 && step === slide().steps;
    },
    next() {
      if (step < slide().steps) moveTo(index, step + 1, 'step');
      else moveTo(index + 1, 0, 'step');
    },
    /** One step back; from a slide's first step to the slide before, as it was left. */
    previous() {
      if (step > 0) moveTo(index, step - 1, 'step');
      else moveTo(index - 1, Infinity, 'step');
    },
    first: () => moveTo(0, 0, 'jump'),
    last: () => moveTo(slides.length - 1, 0, 'jump'),
    /** @returns false when the deck has no such slide, or may not go there. */
    go(position: Position, cause: Cause): boolean {
      const found = slides.findIndex(({ id }) => id === position.id);
      moveTo(found, position.step, cause);
      return found === index;
    },
    onMove: (listener: (cause: Cause, from: S) => void) => void listeners.push(listener),
  };
}

/** Reads `#id` or `#id.step`; anything else is no position. */
export function parseAddress(hash: string): Position | undefined {
  const [, id, step] = /^#([^.]+)(?:\.(\d+))?$/.exec(hash) ?? [];
  if (!id) return undefined;
  try {
    return { id: decodeURIComponent(id), step: Number(step ?? 0) };
  } catch {
    return undefined;
  }
}

export function formatAddress({ id, step }: Position): string {
  return `#${encodeURIComponent(id)}${step ? `.${step}` : ''}`;
}
