// npm run dev: the author's loop. Site with hot reload and the companion's labs, in one process.
import { dev } from 'astro';
import { readSettings } from '../origins.ts';
import { root } from './root.ts';

process.env.ASTRO_TELEMETRY_DISABLED = '1';
const { host, port } = readSettings(process.env);
await dev({ root, server: { host, port } });
