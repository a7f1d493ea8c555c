// #region watchdog
/** Calls back after so many milliseconds of silence. */
export function watch(silence: number, bark: () => void) {
  let timer = setTimeout(bark, silence);
  return {
    heard(): void {
      clearTimeout(timer);
      timer = setTimeout(bark, silence);
    },
    stop: (): void => clearTimeout(timer),
  };
}
// #endregion watchdog
