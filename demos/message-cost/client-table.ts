import type { Carrier } from './client-types.ts';
import type { Cost } from './client-measure.ts';

const number = (value: number): string =>
  value.toLocaleString(document.documentElement.lang);

/** `+14`, or what compression has saved: `−960`. */
const signed = (value: number): string =>
  value < 0 ? `−${number(-value)}` : `+${number(value)}`;

/** Fills the table: a row a size, what each carrier adds to it. */
export function fillTable(body: Element, costs: Cost[]): void {
  body.replaceChildren(...costs.map(rowOf));
}

function rowOf({ size, bytes }: Cost): HTMLTableRowElement {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = number(size);
  const cells = [...bytes.values()].map((count) => {
    const cell = document.createElement('td');
    cell.textContent = signed(count - size);
    return cell;
  });
  row.append(head, ...cells);
  return row;
}

/** Writes what each connection cost once: the bytes of both heads. */
export function fillHeads(
  row: Element,
  carriers: Carrier[],
  heads: (carrier: Carrier) => number,
): void {
  const cells = row.querySelectorAll('td');
  const down = carriers.filter(({ name }) => name !== 'up');
  down.forEach((carrier, at) => {
    cells[at]!.textContent = number(heads(carrier));
  });
}

/** Megabytes a day at a message a second of the size nearest to 100. */
export function perDay({ bytes }: Cost, name: Carrier['name']): string {
  const megabytes = (bytes.get(name)! * 86_400) / 1_000_000;
  return number(Math.round(megabytes * 10) / 10);
}
