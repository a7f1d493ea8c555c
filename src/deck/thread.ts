// The deck's thread: one line with a bead for each slide, filled as far as the talk has come.

export function createThread(thread: Element, count: number) {
  const beads = Array.from({ length: count }, () => document.createElement('i'));
  thread.append(...beads);
  return (index: number): void =>
    beads.forEach((bead, at) => {
      bead.className = at < index ? 'past' : at === index ? 'current' : '';
    });
}
