import { createAsking } from './client-ask.ts';
import { createBeads, stateOf } from './client-beads.ts';
import { explain } from './client-refusal.ts';
import { say } from './client-words.ts';

/** The streams of this page over one protocol. */
export function createLane(
  lane: HTMLElement,
  url: string,
  reader: string,
) {
  const find = (name: string): HTMLElement =>
    lane.querySelector(`[data-${name}]`)!;
  const words = lane.closest<HTMLElement>('.lanes')!.dataset;
  const asking = createAsking(lane, url);
  const beads = createBeads(find('beads'), (count) => {
    find('here').textContent = say(words['counts'], count);
    if (count.open === 0) find('there').textContent = '–';
  });
  let number = 0;

  // #region open
  function openOne(): void {
    const query = `n=${++number}&reader=${reader}`;
    const source = new EventSource(`${url}events?${query}`);
    source.addEventListener('count', ({ data }) => {
      const count = JSON.parse(String(data)) as Record<string, number>;
      find('there').textContent = say(words['server'], count);
    });
    source.addEventListener('open', beads.drawSoon);
    source.addEventListener('error', () => {
      beads.drawSoon();
      if (stateOf(source) === 'refused') void explain(lane, source.url);
    });
    beads.add(source);
  }
  // #endregion open

  /** The waiting ones first, or each would be let through once more. */
  function closeAll(): void {
    for (const source of beads.all().reverse()) beads.close(source);
  }

  find('fetch').onclick = () => void asking.ask();
  find('close-one').onclick = () =>
    beads.close(beads.all().find((one) => stateOf(one) === 'open'));
  return {
    open(many: number): void {
      find('fault').textContent = '';
      const room = 300 - beads.all().length;
      for (let n = 0; n < Math.min(many, room); n++) openOne();
    },
    closeAll,
    stop: () => {
      closeAll();
      beads.stop();
      asking.stop();
    },
  };
}
