/**
 * Reads the line groups of a code fence: `*|1|4-5` are three groups, all lines, line 1, lines 4 and 5.
 * @returns for each group a test of a line's number (from 1); undefined for all lines.
 */
export function parseLineGroups(text: string): (((line: number) => boolean) | undefined)[] {
  return text.split('|').map((group) => {
    if (group.trim() === '*') return undefined;
    const ranges = group.split(',').map((range) => range.split('-').map(Number));
    return (line) => ranges.some(([from = 0, to = from]) => from <= line && line <= to);
  });
}
