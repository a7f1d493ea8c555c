const states = ['waiting', 'open', 'refused'] as const;

type Count = Record<(typeof states)[number], number>;

/** What a stream is, as its page can tell. */
export function stateOf({ readyState }: EventSource) {
  return states[readyState]!;
}

/** One bead a stream, drawn at most ten times a second. */
export function createBeads(
  box: HTMLElement,
  drawn: (count: Count) => void,
) {
  const beads = new Map<EventSource, HTMLElement>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function draw(): void {
    timer = undefined;
    const count = { open: 0, waiting: 0, refused: 0 };
    for (const [source, bead] of beads) {
      const state = stateOf(source);
      count[state]++;
      bead.dataset['state'] = state;
    }
    drawn(count);
  }

  function drawSoon(): void {
    timer ??= setTimeout(draw, 100);
  }

  return {
    drawSoon,
    add(source: EventSource): void {
      const bead = document.createElement('span');
      beads.set(source, bead);
      box.append(bead);
      drawSoon();
    },
    close(source: EventSource | undefined): void {
      if (!source) return;
      source.close();
      beads.get(source)?.remove();
      beads.delete(source);
      drawSoon();
    },
    all: () => [...beads.keys()],
    stop: () => clearTimeout(timer),
  };
}
