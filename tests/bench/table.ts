// Tables in Markdown, padded so that they can be read in a terminal as well.

/** The first column holds names, the others numbers. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)),
  );
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [head, rule, ...rows].map((row) => toLine(row, widths)).join('\n');
}

function toLine(row: readonly string[], widths: number[]): string {
  const cells = row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
  );
  return `| ${cells.join(' | ')} |`;
}
