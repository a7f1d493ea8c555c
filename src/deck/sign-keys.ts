// Keys of a single sign can be switched off (WCAG 2.1.4): speech input may type them by accident.
import { recall, remember } from './storage.ts';

const setting = 'olr-deck-signs';

/** @returns a question: do keys of a single sign act? */
export function followSignChoice(): () => boolean {
  const choice = document.querySelector<HTMLInputElement>('[data-letters]')!;
  choice.checked = recall('localStorage', setting) !== 'off';
  choice.onchange = () => remember('localStorage', setting, choice.checked ? 'on' : 'off');
  return () => choice.checked;
}
