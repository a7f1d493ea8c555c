// All slides at once: the slides themselves, small, each under a button. No copies, so that nothing
// on them connects twice; the type follows because it is measured in the slide's own size.
import { fill } from '../i18n/fill.ts';
import type { Slide } from './slides.ts';

export function createOverview(
  deck: HTMLElement,
  slides: readonly Slide[],
  label: string,
  onPick: (slide: Slide) => void,
) {
  const picks = slides.map((slide, index) => {
    const pick = document.createElement('button');
    pick.type = 'button';
    pick.className = 'slide-pick';
    pick.ariaLabel = fill(label, { n: index + 1, title: slide.title });
    pick.onclick = () => onPick(slide);
    return pick;
  });
  const at = () => picks.findIndex((pick) => pick === document.activeElement);

  /** How many slides a row holds: those level with the first one. */
  const columns = () => {
    const top = slides[0]!.element.offsetTop;
    return slides.filter(({ element }) => element.offsetTop === top).length;
  };
  const moves: Record<string, () => number> = {
    ArrowRight: () => at() + 1,
    PageDown: () => at() + 1,
    n: () => at() + 1,
    ArrowLeft: () => at() - 1,
    PageUp: () => at() - 1,
    p: () => at() - 1,
    ArrowDown: () => at() + columns(),
    ArrowUp: () => at() - columns(),
    Home: () => 0,
    End: () => picks.length - 1,
  };

  return {
    get open() {
      return 'overview' in deck.dataset;
    },
    show(): void {
      deck.dataset['overview'] = '';
      slides.forEach(({ element }, n) => element.prepend(picks[n]!));
    },
    focus(index: number): void {
      picks[index]!.focus();
      picks[index]!.scrollIntoView({ block: 'center' });
    },
    hide(): void {
      delete deck.dataset['overview'];
      for (const pick of picks) pick.remove();
    },
    /** Moves the focus among the slides. @returns whether the key was one for that. */
    key(key: string): boolean {
      const target = moves[key]?.();
      if (target !== undefined) picks[target]?.focus();
      return target !== undefined;
    },
  };
}
