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
  let runs = 0;
  const fields = () =>
    [...new FormData(form), ['reader', readerOf(view, ++runs)]] as [
      string,
      string,
    ][];
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

/** Each run has a reader of its own; in a class all have the same. */
function readerOf({ dataset }: HTMLElement, run: number): string {
  const { reader } = dataset;
  if (reader) return `${reader}n${run}`;
  return Math.random().toString(36).slice(2, 12);
}
