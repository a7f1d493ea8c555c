// A black screen, so that the room looks at the speaker. It is a button: a touch brings the slide back.

/**
 * @param settle called after each change, to set what lies behind the black out of reach, or back.
 * @param tell called only for changes made in this tab.
 */
export function createBlackout(settle: () => void, tell: () => void) {
  const cover = document.querySelector<HTMLElement>('[data-blackout]')!;
  let before: Element | null = null;
  cover.onclick = () => toggle();

  function show(blank: boolean): void {
    if (blank !== !!cover.hidden) return;
    if (blank) before = document.activeElement;
    cover.hidden = !blank;
    settle();
    // What lies behind lost the focus; nobody else may have taken it since.
    if (!blank && before instanceof HTMLElement && document.activeElement === document.body)
      before.focus({ preventScroll: true });
  }

  function toggle(): void {
    show(!!cover.hidden);
    if (!cover.hidden) cover.focus();
    tell();
  }

  return {
    get on() {
      return !cover.hidden;
    },
    toggle,
    /** Shows what another tab decided: tells nobody, moves no focus. */
    show,
  };
}
