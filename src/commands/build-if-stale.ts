// Builds the site only when something it is made of has changed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isBuilt } from './build-stamp.ts';
import { root } from '../root.ts';

/** Builds into `dist/` unless it already holds this very source. Ends the process when the build fails. */
export function buildIfStale(): void {
  if (isBuilt()) return;
  console.log('Building the course …');
  const build = join(root, 'src/commands/build.ts');
  // A process of its own: what a build needs of memory is not needed to serve.
  const { status } = spawnSync(process.execPath, [build], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
