import { fieldsOf, type Frame } from './client-frame.ts';

/** Shows the last frame of each direction, field by field. */
export function showFrame(view: HTMLElement, frame: Frame): void {
  const table = view.querySelector(`[data-frame=${frame.from}]`)!;
  const words =
    view.querySelector<HTMLElement>('[data-words]')!.dataset;
  const rows = fieldsOf(frame).map(([name, bits, says]) => {
    const row = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = words[name.replace('+', 'More')] ?? name;
    const code = document.createElement('code');
    code.textContent = bits;
    const cells = [code, says].map((inside) => {
      const cell = document.createElement('td');
      cell.append(inside);
      return cell;
    });
    row.append(head, ...cells);
    return row;
  });
  table.querySelector('tbody')!.replaceChildren(...rows);
}
