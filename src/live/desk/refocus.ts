// Who pressed what has gone since would stand at the top of the page.

/** Gives the focus to another element, if the one that had it is gone. */
export function refocus(then: HTMLElement): void {
  const { activeElement } = document;
  const isGone = activeElement === document.body || !activeElement?.checkVisibility();
  if (isGone) then.focus({ preventScroll: true });
}
