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

/** A demo's code, the server half first, each half before its modules: `server.ts`, `server-….ts`, `client.ts` … */
export function listDemoCode(demos: string, slug: string): string[] {
  const names = readdirSync(join(demos, slug)).filter((name) =>
    /^(server|client)(-[a-z0-9-]+)?\.ts$/.test(name),
  );
  const half = (name: string) => Number(name.startsWith('client'));
  const isModule = (name: string) => Number(name.includes('-'));
  return names.sort(
    (a, b) => half(a) - half(b) || isModule(a) - isModule(b) || a.localeCompare(b, 'en'),
  );
}
