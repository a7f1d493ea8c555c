// Keys belong to what has the focus. Seen through shadow roots: `event.target` alone would name the
// host of a shadow tree, and typing in it would move the deck.

const takesEveryKey = [
  'input:not([type=button], [type=submit], [type=reset], [type=checkbox], [type=radio])',
  'textarea',
  'select',
  '[contenteditable]:not([contenteditable=false])',
  'audio',
  'video',
  'dialog[open]',
  '[data-keys=own]',
  ...[
    'textbox',
    'searchbox',
    'combobox',
    'listbox',
    'slider',
    'spinbutton',
    'menu',
    'grid',
    'tree',
  ].map((role) => `[role=${role}]`),
].join();
const takesSpace = 'button, summary, input, [role=button], [role=switch], [role=checkbox]';
const takesArrows = '[type=radio], [role=radio], [role=tab]';

/** @param path the event's `composedPath()`, innermost first. @param slide scrolls by other rules. */
export function belongsToControl(path: EventTarget[], key: string, slide: Element): boolean {
  const elements = path.filter((target) => target instanceof HTMLElement);
  return elements.some(
    (element) =>
      element.matches(takesEveryKey) ||
      (key === ' ' && element.matches(takesSpace)) ||
      (key.startsWith('Arrow') && element.matches(takesArrows)) ||
      (element !== slide &&
        slide.contains(element) &&
        !element.matches('[data-keys=pass]') &&
        isScrolledBy(element, key)),
  );
}

/** Whether the element can be scrolled along the axis that the key stands for. */
function isScrolledBy(element: HTMLElement, key: string): boolean {
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  if (!across && !/^( |Home|End|Page.*|Arrow.*)$/.test(key)) return false;
  return isScrollable(element, across);
}

/** Whether the element scrolls, sideways or downwards. */
export function isScrollable(element: Element, across: boolean): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  return across
    ? overflowX !== 'visible' && overflowX !== 'hidden' && element.scrollWidth > element.clientWidth
    : overflowY !== 'visible' &&
        overflowY !== 'hidden' &&
        element.scrollHeight > element.clientHeight;
}
