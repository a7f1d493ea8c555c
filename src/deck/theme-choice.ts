// The theme of the whole site (public/theme.js reads it before the first paint), chosen in a list.
import { recall, remember } from './storage.ts';

export function followThemeChoice(): void {
  const choice = document.querySelector<HTMLSelectElement>('[data-theme-choice]');
  if (!choice) return;
  const stored = recall('localStorage', 'theme');
  choice.value = stored === 'light' || stored === 'dark' ? stored : 'auto';
  choice.onchange = () => {
    remember('localStorage', 'theme', choice.value);
    if (choice.value === 'auto') delete document.documentElement.dataset['scheme'];
    else document.documentElement.dataset['scheme'] = choice.value;
  };
}
