// #region watchdog
/** Calls back once nothing has been heard for so many milliseconds. */
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
