// Run by tests as a process: a fault of the companion's own, beside a server that would go on.
import { createServer } from 'node:net';
import { surviveDemos } from '../../src/server/contain-demo.ts';

surviveDemos();
createServer().listen(0);
void Promise.reject(new Error('nobody caught this'));
