/** Full screen, where the browser has it (an iPhone has not: the button stays away). */
export function createFullscreen(onChange: (full: boolean) => void) {
  document.addEventListener('fullscreenchange', () => onChange(!!document.fullscreenElement));
  return {
    possible: !!document.fullscreenEnabled,
    toggle(): void {
      const done = document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen?.();
      done?.catch(() => {});
    },
  };
}
