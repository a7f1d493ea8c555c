// What a figure is: numbers of several servers from the same run, and what was wanted of them.
import { rounds, type Variant } from './bench.ts';
import { median, toText, verdict, type Target } from './statistics.ts';
import { toTable } from './table.ts';

export type Result = {
  title: string;
  /** N, payload, and how it was done. */
  conditions: string;
  /** In order, the unit in its name. */
  columns: Column[];
  targets: Target[];
};

export type Column = {
  name: string;
  values: Map<Variant, number[]>;
  /** Shows the ratio to it as well. */
  against?: Variant;
};

export type Figure = (limit: Limit) => Promise<Result>;

/** Fewer readers where the system has not enough file descriptors. */
export type Limit = (readers: number) => number;

/** The median of one over the median of the other. */
export function ratio(values: Map<Variant, number[]>, one: Variant, other: Variant): number {
  return median(values.get(one)!) / median(values.get(other)!);
}

export function toMarkdown({ title, conditions, columns, targets }: Result): string {
  const variants = [...columns[0]!.values.keys()];
  const head = ['', ...columns.flatMap(headOf)];
  const rows = variants.map((variant) => [
    variant,
    ...columns.flatMap((column) => cellsOf(column, variant)),
  ]);
  const text = [`## ${title}`, conditions, toTable(head, rows)];
  if (targets.length > 0) text.push(toTargets(targets));
  return text.join('\n\n');
}

function headOf({ name, against }: Column): string[] {
  return [name, `${rounds} rounds`, ...(against ? [`× ${against}`] : [])];
}

function cellsOf({ values, against }: Column, variant: Variant): string[] {
  const measured = values.get(variant)!;
  const spread = `${toText(Math.min(...measured))} … ${toText(Math.max(...measured))}`;
  const versus = against ? [toText(ratio(values, variant, against))] : [];
  return [toText(median(measured)), spread, ...versus];
}

function toTargets(targets: Target[]): string {
  return toTable(
    ['Target', 'Measured', ''],
    targets.map((target) => [target.wanted, toText(target.measured), `**${verdict(target)}**`]),
  );
}
