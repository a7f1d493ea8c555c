// A companion of its own for each test file: free ports, a small built site, a certificate beside it.
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { readSettings, type Settings } from '../../src/origins.ts';
import { startCompanion, type Companion, type Places } from '../../src/server/companion.ts';
import { startDemoAlone } from '../../src/server/run-demo.ts';

const freePorts = { PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0' };

/** Starts a companion and closes it after the file's tests. */
export async function startTestCompanion(
  places: Places = {},
  settings: Partial<Settings> = {},
): Promise<Companion> {
  const companion = await startCompanion(
    { ...testSettings(), ...settings },
    { dist: writeSite({}), tls: temporaryFolder(), classes: ':memory:', ...places },
  );
  after(companion.close);
  return companion;
}

/** Starts one demo alone and closes it after the file's tests. */
export async function startTestDemo(slug: string): Promise<string> {
  const demo = await startDemoAlone(slug, testSettings());
  after(demo.close);
  return demo.origin;
}

export function testSettings(): Settings {
  return readSettings(freePorts);
}

/** A folder as `astro build` leaves it, with these files in `client/`. */
export function writeSite(files: Record<string, string | Buffer>): string {
  const dist = temporaryFolder();
  const all = { '404.html': '<h1>Nothing here</h1>', ...files };
  for (const [name, content] of Object.entries(all)) writeFile(join(dist, 'client', name), content);
  return dist;
}

/** A demos folder with these server halves; a demo that is not about its page has none. */
export function writeDemos(servers: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [slug, source] of Object.entries(servers)) {
    writeFile(join(folder, slug, 'server.ts'), source);
  }
  return folder;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'one-long-response-'));
}

function writeFile(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
