// The buttons that break the stream. The faults themselves act in the companion.
import { fill, type Strings } from './words.ts';

/**
 * Enables the fault buttons for one run.
 * @param causeFault asks for a fault by its name; throws a sentence
 * @returns stop, which disables them again
 */
export function enableFaults(
  stage: HTMLElement,
  causeFault: (fault: string) => Promise<void>,
  words: Strings,
): () => void {
  const buttons = [...stage.querySelectorAll<HTMLButtonElement>('button[data-fault]')];
  const result = stage.querySelector<HTMLElement>('[data-fault-result]');
  if (!result) return () => {};

  /** While bytes are held back, the button that did it offers to let them flow. */
  function show(button: HTMLButtonElement, fault: string): void {
    button.dataset['fault'] = fault;
    button.textContent = words.faults[fault as keyof Strings['faults']].name;
  }

  async function cause(button: HTMLButtonElement): Promise<void> {
    const fault = button.dataset['fault'] ?? '';
    try {
      await causeFault(fault);
      result!.textContent = words.faults[fault as keyof Strings['faults']].note;
      const stalled = buttons.find((one) => one.dataset['fault'] === 'resume');
      if (fault === 'stall') show(button, 'resume');
      else if (stalled) show(stalled, 'stall');
    } catch (error) {
      result!.textContent = fill(words.faultFailed, { reason: (error as Error).message });
    }
  }

  for (const button of buttons) {
    button.disabled = false;
    button.onclick = () => void cause(button);
  }
  result.textContent = '';
  return () => {
    for (const button of buttons) {
      button.disabled = true;
      if (button.dataset['fault'] === 'resume') show(button, 'stall');
    }
    result.textContent = words.needsStream;
  };
}
