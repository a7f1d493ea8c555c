// The course's code as text: what chapters and stages show is read from the files that run.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { listDemoCode, listDemoFolders } from '../demo-folders.ts';
import { extractRegion, withoutMarkers } from './regions.ts';

// Every command of the course runs from its root; a bundled module no longer knows where it was.
const projectRoot = () => process.cwd();

/** Folders of code that chapters are about. */
const quotable = ['demos', 'src/sse', 'src/classroom', 'src/live'];

/**
 * The text of a course file, region markers stripped.
 * @param path from the root of the project, inside one of the folders that may be quoted
 * @param region only this region; without it the whole file
 * @throws a sentence with the remedy when the file or the region does not exist
 */
export function readSource(path: string, region?: string, root = projectRoot()): string {
  const text = readFileSync(locate(path, root), 'utf8');
  return region === undefined ? withoutMarkers(text, path) : extractRegion(text, region, path);
}

/** Whether a course file exists: some files of a demo are optional. */
export function hasSource(path: string, root = projectRoot()): boolean {
  return existsSync(join(root, path));
}

/** The names of a demo's code files, in the order in which they are read. */
export function listCode(slug: string, root = projectRoot()): string[] {
  return listDemoCode(join(root, 'demos'), slug);
}

/** The slugs of all demos, sorted. */
export function listDemos(root = projectRoot()): string[] {
  return listDemoFolders(join(root, 'demos'));
}

/** The sentence for a demo name that no folder answers to. */
export function unknownDemo(slug: string, root = projectRoot()): string {
  const known = listDemos(root);
  return `There is no demo "${slug}" in demos/. There are: ${known.join(', ') || 'none yet'}.`;
}

/**
 * One digest over files and folders (all they hold), by path and content.
 * @param paths from the root; those that do not exist count as empty
 */
export function digestFiles(paths: string[], root = projectRoot()): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(join(root, path))).sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}

function locate(path: string, root: string): string {
  const file = join(root, path);
  refuseOutside(path, file, root);
  if (!existsSync(file)) throw new Error(`${path} does not exist. ${neighbours(path, root)}`);
  refuseOutside(path, realpathSync(file), realpathSync(root));
  return file;
}

function refuseOutside(path: string, file: string, root: string): void {
  const inside = quotable.some((folder) => file.startsWith(join(root, folder) + sep));
  if (!inside) throw new Error(`${path} may not be quoted. Only ${quotable.join(', ')} may.`);
}

function neighbours(path: string, root: string): string {
  const folder = dirname(path);
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
  if (names.length > 0) return `${folder}/ has: ${names.join(', ')}.`;
  return `demos/ has: ${listDemos(root).join(', ') || 'nothing yet'}.`;
}
