// Before a class is ended for everybody, somebody asks.
import { part } from '../../deck/console-words.ts';

/** @param end called once it is wanted. @param save saves the summary, and says under which name. */
export function createEnding(end: () => void, save: () => string) {
  const dialog = part('class-ending') as HTMLDialogElement;
  part('class-ending-summary').onclick = () => {
    part('class-ending-said').textContent = save();
  };
  dialog.onclose = () => {
    if (dialog.returnValue === 'end') end();
  };
  return (): void => {
    // The answer of the time before stays: closed by Escape, the dialog would give it again.
    dialog.returnValue = '';
    part('class-ending-said').textContent = '';
    dialog.showModal();
  };
}
