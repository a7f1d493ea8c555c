// Numbers of several rounds, and what is said of them.

/** @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

export type Goal = { atMost: number } | { atLeast: number };

/** Whether a figure keeps to its goal, in words for a table. */
export function verdict(value: number, goal: Goal): string {
  const isMet = 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
  const bound = 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
  return `${bound} ${isMet ? '✓' : '✗ missed'}`;
}

/** Rows of a Markdown table, as wide as it has to be. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]!.length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [
    line(head),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n');
}
