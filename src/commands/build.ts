// npm run build: the site into dist/, each file also compressed for the companion to send.
import { build } from 'astro';
import { join } from 'node:path';
import { compressDist } from '../server/compress-dist.ts';
import { beginBuild } from './build-stamp.ts';
import { writeSearchIndex } from './search-index.ts';
import { root } from '../root.ts';

process.env.ASTRO_TELEMETRY_DISABLED = '1';
const finish = beginBuild();
await build({ root, logLevel: 'warn' });
const pages = join(root, 'dist/client');
await writeSearchIndex(pages);
await compressDist(pages);
finish();
