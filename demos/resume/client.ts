import { createAccount } from './client-account.ts';
import { createLine } from './client-line.ts';

/** Reads numbered events and keeps the account of their numbers. */
export function start(view: HTMLElement, url: string): () => void {
  const form = view.querySelector('form')!;
  const setControls = (isEnabled: boolean): void => {
    for (const fieldset of view.querySelectorAll('fieldset'))
      fieldset.disabled = !isEnabled;
  };
  const button = (name: string): HTMLButtonElement =>
    view.querySelector(`button[name=${name}]`)!;
  const fields = () => [...new FormData(form)] as [string, string][];
  const line = createLine(url, createAccount(view));

  form.onsubmit = (event) => {
    event.preventDefault();
    line.begin(fields());
  };
  button('cutNext').onclick = () => line.cutAfterNext();
  button('anew').onclick = () => {
    line.beginAnew(new FormData(form).has('remember'));
  };

  setControls(true);
  line.begin(fields());
  return () => {
    line.leave();
    setControls(false);
  };
}
