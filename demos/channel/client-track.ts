import type { Ledger } from './client-ledger.ts';
import type { Server, State } from './client-server.ts';

/** Numbers that fit on the line; the view's width is 600. */
const shown = 400;
const width = 600;

/** Draws what the channel keeps, and where this page stands. */
export function createTrack(
  view: HTMLElement,
  server: Server,
  ledger: Ledger,
) {
  const part = (name: string) => view.querySelector<SVGElement>(name)!;
  const told = view.querySelector<HTMLElement>('[data-track]')!;
  const timer = setInterval(() => {
    server.state().then(draw, () => {});
  }, 1000);

  function draw(state: State): void {
    // An event may have been faster than the answer.
    const last = Math.max(state.last, ledger.last());
    const x = (number: number): number =>
      Math.max(4, ((number - last + shown) / shown) * (width - 12));
    const kept = part('.kept');
    kept.setAttribute('x1', String(x(state.oldest)));
    kept.setAttribute('x2', String(x(last)));
    const here = part('.here');
    here.setAttribute('cx', String(x(ledger.last())));
    const isLost = ledger.last() + 1 < state.oldest;
    here.classList.toggle('lost', isLost);
    say({ ...state, last }, isLost);
  }

  function say({ oldest, last }: State, isLost: boolean): void {
    const values: Record<string, number> = {
      ...{ oldest, last, here: ledger.last() },
      behind: last - ledger.last(),
    };
    const text = told.dataset[isLost ? 'tooOld' : 'track']!;
    told.textContent = text.replace(/\{(\w+)\}/g, (_, key: string) =>
      String(values[key]),
    );
  }

  return { stop: () => clearInterval(timer) };
}
