// Finds the demos: every folder of demos/ that has a server half.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../root.ts';
import { isDemo, listDemoCode, listDemoFolders } from '../demo-folders.ts';
import type { DemoHandler, UpgradeHandler } from './contain-demo.ts';

export type Demos = {
  /** Their slugs, sorted. */
  list: () => string[];
  has: (slug: string) => boolean;
  /** A demo's handler. Rejects with a sentence when its server half breaks the contract. */
  load: (slug: string) => Promise<DemoHandler>;
  /** A demo's WebSocket half; undefined when it has none. */
  loadUpgrade: (slug: string) => Promise<UpgradeHandler | undefined>;
  /** The text of one of a demo's files; undefined when it has none of that name. */
  read: (slug: string, file: string) => string | undefined;
  /** The modules that its browser half imports: `client-….ts`. */
  clientModules: (slug: string) => string[];
};

/** Imports a module by its file; the dev server brings its own, which notices edits. */
export type LoadModule = (file: string) => Promise<unknown>;

export const demosFolder = join(root, 'demos');

const importOnce: LoadModule = (file) => import(pathToFileURL(file).href);

export function findDemos(folder = demosFolder, loadModule: LoadModule = importOnce): Demos {
  const loadServer = (slug: string) =>
    loadModule(join(folder, slug, 'server.ts')) as Promise<{
      default?: unknown;
      upgrade?: unknown;
    }>;

  return {
    has: (slug) => isDemo(folder, slug),
    list: () => listDemoFolders(folder),
    async load(slug) {
      const module = await loadServer(slug);
      if (typeof module.default === 'function') return module.default as DemoHandler;
      throw new Error(
        `demos/${slug}/server.ts has no default export that is a function. It needs: export default (req, res) => { … }.`,
      );
    },
    async loadUpgrade(slug) {
      const { upgrade } = await loadServer(slug);
      return typeof upgrade === 'function' ? (upgrade as UpgradeHandler) : undefined;
    },
    read(slug, file) {
      const path = join(folder, slug, file);
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    },
    clientModules: (slug) =>
      listDemoCode(folder, slug).filter((name) => name.startsWith('client-')),
  };
}
