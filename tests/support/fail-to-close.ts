// Run by tests as a process: serves, and cannot close what it serves.
import { createServer } from 'node:net';
import { surviveDemos } from '../../src/server/contain-demo.ts';
import { runUntilStopped } from '../../src/server/run-until-stopped.ts';

surviveDemos();
await runUntilStopped(() => {
  createServer().listen(0);
  console.log('started');
  return Promise.resolve({ close: () => Promise.reject(new Error('will not close')) });
});
