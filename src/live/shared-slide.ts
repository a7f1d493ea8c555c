// A demo on a slide that a class looks at together runs once for all (src/server/shared-demos.ts). The
// stage asks its deck which class that is.

type Demo = HTMLElement & { running?: boolean; restart(): Promise<void> };

const deck = () => document.querySelector<HTMLElement>('main.deck')!;

/**
 * From now on the slides are those of the class.
 * @param leads whether faults that are caused here are caused for all
 */
export function shareSlides(code: string, leads = false): void {
  const { dataset } = deck();
  if (dataset['sharedBy'] === code) return;
  dataset['sharedBy'] = code;
  if (leads) dataset['leads'] = '';
  // One that ran before is nobody else's.
  for (const demo of deck().querySelectorAll<Demo>('[data-current] sse-demo'))
    if (demo.running) void demo.restart();
}

export function keepSlides(): void {
  delete deck().dataset['sharedBy'];
  delete deck().dataset['leads'];
}
