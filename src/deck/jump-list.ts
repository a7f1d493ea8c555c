// The list of slides in the console: where we are, and one press away from any other.
import { fill } from '../i18n/fill.ts';
import type { Slide } from './slides.ts';

export function createJumpList(
  list: Element,
  slides: readonly Slide[],
  label: string,
  onPick: (slide: Slide) => void,
) {
  const buttons = slides.map((slide, index) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = slide.title;
    button.ariaLabel = fill(label, { n: index + 1, title: slide.title });
    button.onclick = () => onPick(slide);
    const item = document.createElement('li');
    item.append(button);
    list.append(item);
    return button;
  });
  return (current: number): void => {
    buttons.forEach((button, index) => {
      button.ariaCurrent = index === current ? 'true' : null;
      button.parentElement!.className =
        index < current ? 'past' : index === current ? 'current' : '';
    });
    const item = buttons[current]!.parentElement!;
    const box = list.parentElement!;
    // Not scrollIntoView: it would scroll the page as well.
    box.scrollTop = item.offsetTop - box.clientHeight / 2;
  };
}
