// The theme the reader chose, kept on this device; public/theme.js applies it before the first paint.
const key = 'theme';
type Choice = 'auto' | 'light' | 'dark';

class ThemeChoice extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button');
      if (button) choose(button.value as Choice);
    });
    showChoice();
  }
}

function choose(choice: Choice): void {
  const root = document.documentElement;
  if (choice === 'auto') delete root.dataset['scheme'];
  else root.dataset['scheme'] = choice;
  try {
    if (choice === 'auto') localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  showChoice();
}

/** There is one control in the header and one in the outline; both tell the same. */
function showChoice(): void {
  const current = document.documentElement.dataset['scheme'] ?? 'auto';
  for (const button of document.querySelectorAll<HTMLButtonElement>('theme-choice button')) {
    button.setAttribute('aria-pressed', String(button.value === current));
  }
}

customElements.define('theme-choice', ThemeChoice);
