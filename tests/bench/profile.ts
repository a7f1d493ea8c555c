// Where a delivery's time goes, in the engine and in the bare loop: by function, from V8's own profiler.
// Writes `profile.md`, beside this file.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPair } from './pair.ts';
import { table } from './statistics.ts';

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  timeDeltas: number[];
};

const readers = 1000;
const events = 600;
const shown = 14;

/** Microseconds for each delivery, by function. */
async function profile(name: 'engine' | 'net-loop'): Promise<Map<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  const flags = ['--cpu-prof', '--cpu-prof-interval=200', `--cpu-prof-dir=${folder}`];
  const pair = await startPair(name, flags);
  await pair.open(readers);
  for (let n = 0; n < events; n++) await pair.publish(200, 1, readers);
  await pair.end();
  const [file] = readdirSync(folder);
  const written = JSON.parse(readFileSync(join(folder, file!), 'utf8')) as Profile;
  rmSync(folder, { recursive: true });
  return byFunction(written);
}

function byFunction({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const sums = new Map<string, number>();
  samples.forEach((id, index) => {
    const name = names.get(id)!;
    const share = timeDeltas[index]! / events / readers;
    sums.set(name, (sums.get(name) ?? 0) + share);
  });
  return sums;
}

function nameOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string {
  const file = url.replace(/^file:.*\/(src|tests|node_modules)\//, '$1/');
  return `${functionName || '(anonymous)'} ${file}`.trim();
}

const engine = await profile('engine');
const loop = await profile('net-loop');
const us = (value: number | undefined) => (value ?? 0).toFixed(2);
const rows = [...engine]
  .filter(([name]) => name !== '(idle)')
  .sort(([, a], [, b]) => b - a)
  .slice(0, shown)
  .map(([name, time]) => [`\`${name}\``, us(time), us(loop.get(name))]);
const text = `# Where a delivery’s time goes

\`npm run bench -- profile\`, Node ${process.version}: ${readers} readers, ${events} single events of 200 bytes over HTTP/1.1; microseconds
for each delivery in the function itself, the first ${shown} of the engine, and the same functions in the bare loop over sockets. The figures of
\`results.md\` are taken without a profiler, which costs time of its own.

${table(['function', 'engine', 'net-loop'], rows)}

\`writeBuffer\` is the system’s part: one \`write\` for each reader. The engine’s own part is what stands in \`src/sse\`: it looks at each reader,
which the loop does not, because its readers are always up to date and never slow. The rest is Node’s for each write; behind an HTTP
connection it finds less in the cache.
`;
writeFileSync(join(import.meta.dirname, 'profile.md'), text);
console.log(text);
