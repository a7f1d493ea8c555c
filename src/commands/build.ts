// npm run build: the site into dist/, each file also compressed for the companion to send.
import { build } from 'astro';
import { join } from 'node:path';
import { compressDist } from '../server/compress-dist.ts';
import { root } from './root.ts';

process.env.ASTRO_TELEMETRY_DISABLED = '1';
// The labs belong to the dev server; a build needs the pages only.
await build({ root, logLevel: 'warn' });
await compressDist(join(root, 'dist/client'));
