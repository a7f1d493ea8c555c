// npm start: the course and its companion, built first when the source has changed.
import { buildIfStale } from './build-if-stale.ts';

buildIfStale();
const { serve } = await import('../server/main.ts');
await serve();
