/** Shows how long ago something was heard, every second. */
export function showAge(output: HTMLElement) {
  let heardAt = Date.now();
  const tell = (): void => {
    const seconds = Math.round((Date.now() - heardAt) / 1000);
    const words = output.dataset['heard']!;
    output.textContent = words.replace('{n}', String(seconds));
  };
  const heard = (): void => {
    heardAt = Date.now();
    tell();
  };
  const timer = setInterval(tell, 1000);
  return { heard, stop: () => clearInterval(timer) };
}
