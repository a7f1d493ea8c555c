// The theme of the whole site (public/theme.js reads it before the first paint), chosen in a list.

export function followThemeChoice(): void {
  const choice = document.querySelector<HTMLSelectElement>('[data-theme-choice]');
  if (!choice) return;
  const root = document.documentElement;
  choice.value = root.dataset['scheme'] ?? 'auto';
  choice.onchange = () => {
    const { value } = choice;
    if (value === 'auto') delete root.dataset['scheme'];
    else root.dataset['scheme'] = value;
    try {
      if (value === 'auto') localStorage.removeItem('theme');
      else localStorage.setItem('theme', value);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  };
}
