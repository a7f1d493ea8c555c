// content/measured.json: what the chapters say of Chromium and Firefox, as both were measured.
// `npm run measure` writes it, `npm test` measures again and compares.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const measuredFile = 'content/measured.json';

export const engines = ['chromium', 'firefox'] as const;
export type Engine = (typeof engines)[number];

/** Counts, and words such as `waits` for what has no number. In the order of the table's rows. */
export type Values = Record<string, number | string>;

/** The test that measures it: its name and its file from the root. */
export type Figure = { proof: { label: string; path: string } } & Record<Engine, Values>;

export type Measured = {
  /** The day of the measurement, `2026-11-26`. */
  date: string;
  /** Name and version, `Firefox 153.7.0`. */
  browsers: Record<Engine, string>;
  figures: Record<string, Figure>;
};

/** What was recorded last; nothing in a project without a record. */
export function readMeasured(root: string): Measured {
  const path = join(root, measuredFile);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Measured;
  return { date: '', browsers: { chromium: '', firefox: '' }, figures: {} };
}

/** The sentence for a figure that nobody measured. */
export function unknownFigure(id: string, { figures }: Measured): string {
  const known = Object.keys(figures).join(', ') || 'none yet';
  return `${measuredFile} has no figure "${id}". It has: ${known}. A new one is a test in tests/figures/; then npm run measure.`;
}
