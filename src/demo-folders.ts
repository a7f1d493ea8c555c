import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a folder of `demos` is a demo: its name can be in an address, and it has a server half. */
export function isDemo(demos: string, slug: string): boolean {
  return /^[a-z0-9][a-z0-9-]*$/.test(slug) && existsSync(join(demos, slug, 'server.ts'));
}

/** The slugs of all demos in a folder, sorted; none where there is no such folder. */
export function listDemoFolders(demos: string): string[] {
  if (!existsSync(demos)) return [];
  return readdirSync(demos)
    .filter((slug) => isDemo(demos, slug))
    .sort();
}
