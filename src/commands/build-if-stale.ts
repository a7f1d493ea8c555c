// Builds the site only when something it is made of has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** What the built pages are made of; the companion and the commands are not in them. */
const inputs = [
  'src',
  'content',
  'demos',
  'public',
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
];
const notInPages = ['src/server', 'src/commands'];
const stamp = join(root, 'dist/.built-from');

/** Builds into `dist/` unless it already holds this very source. Ends the process when the build fails. */
export function buildIfStale(): void {
  const source = digestOfSource();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === source) return;
  // Removed first: a build that is interrupted must not pass for a finished one.
  rmSync(stamp, { force: true });
  console.log('Building the course …');
  const build = spawnSync(process.execPath, [join(root, 'src/commands/build.ts')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (build.status !== 0) process.exit(1);
  writeFileSync(stamp, source);
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
