// Shows a slide as it stands at one of its steps: parts revealed so far, lines of code lit.
import { parseLineGroups } from './line-groups.ts';

export function showStep(slide: HTMLElement, step: number): void {
  for (const part of slide.querySelectorAll<HTMLElement>('[data-step]')) {
    const own = Number(part.dataset['step']);
    part.toggleAttribute('data-shown', own <= step);
    part.toggleAttribute('data-newest', own === step);
  }
  for (const pre of slide.querySelectorAll<HTMLElement>('pre[data-line-steps]')) {
    lightLines(pre, Math.max(0, step - Number(pre.dataset['firstStep'] ?? 0)));
  }
}

function lightLines(pre: HTMLElement, step: number): void {
  const groups = parseLineGroups(pre.dataset['lineSteps'] ?? '*');
  const isLit = groups[Math.min(step, groups.length - 1)];
  pre.toggleAttribute('data-stepping', !!isLit);
  [...pre.querySelectorAll('.line')].forEach((line, index) => {
    line.toggleAttribute('data-lit', !!isLit?.(index + 1));
  });
}
