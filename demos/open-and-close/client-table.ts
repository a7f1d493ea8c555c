/** A row of cells with these texts. */
export function row(
  texts: (string | undefined)[],
): HTMLTableRowElement {
  const made = document.createElement('tr');
  for (const text of texts) made.insertCell().textContent = text ?? '';
  return made;
}

/** Puts a row in the place of the one that begins with the same. */
export function put(
  body: HTMLTableSectionElement,
  made: Element,
): void {
  const name = made.firstChild?.textContent;
  const rows = [...body.rows];
  const old = rows.find((one) => one.firstChild?.textContent === name);
  if (old) old.replaceWith(made);
  else body.append(made);
}

/** The seconds since then, written as in the language of the page. */
export function secondsSince(began: number): string {
  const seconds = (performance.now() - began) / 1000;
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return seconds.toLocaleString(document.documentElement.lang, digits);
}
