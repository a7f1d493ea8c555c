import { createLane } from './client-lane.ts';

/** Two readers of one channel; each may be served elsewhere. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const status = view.querySelector<HTMLElement>('[role=status]')!;
  const made = Math.random().toString(36).slice(2, 10);
  const name = view.dataset['reader'] ?? made;
  const lanes = [...view.querySelectorAll<HTMLElement>('.lane')].map(
    (lane) =>
      createLane(lane, url, `${lane.dataset['reader']}-${name}`),
  );

  async function say(): Promise<void> {
    const answer = await fetch(`${url}say`, { method: 'POST' });
    if (!answer.ok) throw new Error(await answer.text());
    status.textContent = '';
  }
  const press: Record<string, () => Promise<void> | void> = {
    say,
    again: () => lanes.forEach((lane) => lane.open()),
  };
  for (const button of controls.querySelectorAll('button'))
    button.onclick = async () => {
      try {
        await press[button.value]!();
      } catch (error) {
        const { message } = error as Error;
        const isGone = error instanceof TypeError;
        const words = status.dataset[isGone ? 'gone' : 'failed']!;
        status.textContent = words.replace('{why}', message);
      }
    };
  controls.disabled = false;
  return () => {
    lanes.forEach((lane) => lane.close());
    controls.disabled = true;
    status.textContent = '';
  };
}
