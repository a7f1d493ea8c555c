// What a reader has finished and where they stopped, as plain data. One shape for the browser's
// storage and for the exported file; keys are chapters and headings, the same in every language.

/** Grows with the shape; whoever meets a higher one than theirs leaves it alone. */
const version = 1;
const course = 'one-long-response';

/** The last heading read in a chapter, and when (ISO 8601, UTC). */
export type Place = { section: string; at: string };
/** `done`: when a chapter was marked; `places`: where the reader is in each. By the chapter's slug. */
export type Progress = { done: Record<string, string>; places: Record<string, Place> };
/** `foreign`: no record of this course. `newer`: from a later version. `damaged`: ours, but not whole. */
export type Fault = 'foreign' | 'newer' | 'damaged';

/** A course has fewer chapters than this; more entries are a mistake or an attack. */
const mostEntries = 500;

export const nothing = (): Progress => ({ done: {}, places: {} });

/** Reads a record. All of it is checked: it may have been edited, cut short, or made by a stranger. */
export function readProgress(text: string): { progress: Progress } | { fault: Fault } {
  const value = parse(text);
  if (!isObject(value) || value['course'] !== course) return { fault: 'foreign' };
  if (typeof value['version'] !== 'number') return { fault: 'damaged' };
  if (value['version'] > version) return { fault: 'newer' };
  const { done, places } = value;
  if (!isMapOf(done, isTime) || !isMapOf(places, isPlace)) return { fault: 'damaged' };
  return { progress: { done, places } };
}

/** The record as text that a person can read. */
export function writeProgress({ done, places }: Progress): string {
  return `${JSON.stringify({ course, version, done, places }, null, 2)}\n`;
}

export function withDone(progress: Progress, chapter: string, at: string | undefined): Progress {
  const { [chapter]: _before, ...others } = progress.done;
  return { ...progress, done: at ? { ...others, [chapter]: at } : others };
}

export function withPlace(progress: Progress, chapter: string, place: Place): Progress {
  return { ...progress, places: { ...progress.places, [chapter]: place } };
}

/**
 * Both records in one: done is what either says, a place is the newer one. A clock that was ahead
 * must not win for ever, so nothing is newer than `now`.
 */
export function mergeProgress(kept: Progress, brought: Progress, now: string): Progress {
  const past = (at: string) => (at < now ? at : now);
  const { done, places } = { done: { ...kept.done }, places: { ...kept.places } };
  for (const [chapter, at] of Object.entries(brought.done)) done[chapter] ??= past(at);
  for (const [chapter, { section, at }] of Object.entries(brought.places)) {
    if (past(at) > (places[chapter]?.at ?? '')) places[chapter] = { section, at: past(at) };
  }
  return { done, places };
}

/**
 * Where to read on: the newest place, or, when its chapter is done, the next chapter that is not
 * (from the end on to the beginning). Undefined when nothing is begun, or everything done.
 */
export function wayOn(
  { done, places }: Progress,
  chapters: string[],
): { chapter: string; section: string | undefined } | undefined {
  const latest = (chapter: string) => [done[chapter] ?? '', places[chapter]?.at ?? ''].sort()[1]!;
  const newest = Math.max(...chapters.map((chapter) => Date.parse(latest(chapter)) || 0));
  if (!(newest > 0)) return undefined;
  const from = chapters.findIndex((chapter) => Date.parse(latest(chapter)) === newest);
  const onward = [...chapters.slice(from), ...chapters.slice(0, from)];
  const chapter = onward.find((one) => !done[one]);
  return chapter === undefined ? undefined : { chapter, section: places[chapter]?.section };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The form of chapters' names and headings' ids (src/markdown/rules/stable-ids.ts). */
function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 100 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);
}

function isTime(value: unknown): value is string {
  // Only this form sorts as text; `toISOString` of a date writes it.
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
  return typeof value === 'string' && form.test(value) && !isNaN(Date.parse(value));
}

function isPlace(value: unknown): value is Place {
  return isObject(value) && isId(value['section']) && isTime(value['at']);
}

function isMapOf<V>(
  value: unknown,
  isValue: (one: unknown) => one is V,
): value is Record<string, V> {
  if (!isObject(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= mostEntries && entries.every(([key, one]) => isId(key) && isValue(one));
}
