// The notes of the slide on the screen; prompts that name a step are marked when it is reached.

export function createNotes(root: ParentNode) {
  const all = [...root.querySelectorAll<HTMLElement>('.slide-notes')];
  const none = root.querySelector<HTMLElement>('[data-no-notes]');
  return (id: string, step: number): void => {
    let found = false;
    for (const notes of all) {
      const current = notes.dataset['notesFor'] === id;
      notes.toggleAttribute('data-current', current);
      if (!current) continue;
      found = true;
      for (const prompt of notes.querySelectorAll<HTMLElement>('[data-at-step]'))
        prompt.toggleAttribute('data-now', Number(prompt.dataset['atStep']) === step);
    }
    if (none) none.hidden = found;
  };
}
