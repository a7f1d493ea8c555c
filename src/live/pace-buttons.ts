// "Too fast", "Too slow": one of them or none, for as long as the server counts it.
import { act } from './act.ts';

/** Milliseconds; as long as `paceLasts` in src/classroom/room-state.ts. */
const lasts = 3 * 60_000;

export function followPaceButtons(bar: HTMLElement, code: string): void {
  const buttons = [...bar.querySelectorAll<HTMLElement>('[data-pace]')];
  let end: ReturnType<typeof setTimeout> | undefined;

  function show(pressed: HTMLElement | undefined): void {
    for (const button of buttons) button.ariaPressed = String(button === pressed);
    clearTimeout(end);
    if (pressed) end = setTimeout(() => show(undefined), lasts);
  }
  async function press(button: HTMLElement): Promise<void> {
    const isOn = button.ariaPressed !== 'true';
    show(isOn ? button : undefined);
    const { ok } = await act(`${code}/pace`, { pace: isOn ? button.dataset['pace'] : 'good' });
    if (!ok) show(undefined);
  }
  for (const button of buttons) button.onclick = () => void press(button);
}
