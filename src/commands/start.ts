// npm start: the course and its companion, built first when the source has changed.
import { buildIfStale } from './build-if-stale.ts';

buildIfStale();
await import('../server/main.ts');
