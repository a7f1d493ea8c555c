// Copy buttons: `<button data-copy data-copied="Copied">` copies the `pre` in the same figure.

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  button.hidden = false;
}

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest?.<HTMLButtonElement>('button[data-copy]');
  const text = button?.closest('figure')?.querySelector('pre')?.textContent;
  if (button && text) void copyAndSay(button, text.trimEnd());
});

/** Copies `text` and shows the button's `data-copied` word for two seconds, also to screen readers. */
export async function copyAndSay(button: HTMLButtonElement, text: string): Promise<void> {
  if (!(await copy(text))) return;
  const word = button.textContent;
  if (word === button.dataset['copied']) return;
  button.setAttribute('aria-live', 'polite');
  button.textContent = button.dataset['copied'] ?? word;
  setTimeout(() => (button.textContent = word), 2000);
}

async function copy(text: string): Promise<boolean> {
  // Over http://<lan-ip> there is no clipboard API: not a secure context.
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => copyBySelection(text),
    );
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
