// Which source dist/ was built from, so that a start builds only when something has changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** What the built pages are made of: all but the companion and the commands, save those that build. */
const inputs = [
  'src',
  'src/commands/build.ts',
  'src/commands/search-index.ts',
  'src/server/compress-dist.ts',
  'content',
  'demos',
  'public',
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const notInPages = ['src/server', 'src/commands'];
const stamp = join(root, 'dist/.built-from');

/** Whether `dist/` holds this very source. */
export function isBuilt(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfSource();
}

/**
 * Notes the source before a build, and forgets the build before: one that is interrupted must not
 * pass for a finished one. @returns what to call once the build is complete
 */
export function beginBuild(): () => void {
  const source = digestOfSource();
  rmSync(stamp, { force: true });
  return () => writeFileSync(stamp, source);
}

function digestOfSource(): string {
  // The public origin is in the pages (canonical links, social image), so it is part of the source.
  const hash = createHash('sha256').update(process.env.SITE_ORIGIN ?? '');
  for (const file of inputs.flatMap(filesUnder))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (notInPages.includes(path) || !existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}
