// Says "Slide 3 of 12: title" and nothing else: a log or a demo on the slide is not read out.
import { fill } from '../i18n/fill.ts';

export function createAnnouncer(template: string) {
  const region = document.querySelector('[data-announcer]');
  return (n: number, total: number, title: string): void => {
    if (region) region.textContent = fill(template, { n, total, title });
  };
}
