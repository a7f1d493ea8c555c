// npm run dev: the author's loop. Site with hot reload and the companion's labs, in one process.
import { dev } from 'astro';
import { root } from '../root.ts';
import { settingsOrExit } from './settings-or-exit.ts';

process.env.ASTRO_TELEMETRY_DISABLED = '1';
const { host, port } = settingsOrExit(process.env);
const server = await dev({ root, server: { host, port } });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.stop().finally(() => process.exit(0)));
}
