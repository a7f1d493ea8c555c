// The stream engine beside its peers: all in one run, in turns, so that a machine's moods are
// everybody's; what is reported are ratios of medians. Writes `results.md`, beside this file.
import { writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { cpuPerEvent, memoryPerReader, saturated, stalled } from './figures.ts';
import { median, table, verdict, type Goal } from './statistics.ts';
import type { VariantName } from './variants.ts';

const rounds = 3;
const rows: string[][] = [];

/** The same of several, in turns. @returns the median of each */
async function inTurns<Name extends VariantName>(
  names: readonly Name[],
  measure: (name: Name) => Promise<number>,
): Promise<Record<Name, number>> {
  const values = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) values.get(name)!.push(await measure(name));
  return Object.fromEntries(names.map((name) => [name, median(values.get(name)!)])) as Record<
    Name,
    number
  >;
}

function report(figure: string, ours: string, theirs: string, value: number, goal: Goal): void {
  rows.push([figure, ours, theirs, value.toFixed(2), verdict(value, goal)]);
  console.log(rows.at(-1)!.join(' · '));
}

const us = (value: number) => `${value.toFixed(2)} µs`;
const kB = (value: number) => `${(value / 1000).toFixed(1)} kB`;
const millions = (value: number) => `${(value / 1e6).toFixed(2)} M/s`;

for (const readers of [1000, 5000]) {
  const cpu = await inTurns(['engine', 'better-sse', 'ws-json', 'naive', 'net-loop'], (name) =>
    cpuPerEvent(name, readers, 200),
  );
  const figure = `CPU per event, N = ${readers}`;
  for (const [name, goal] of [
    ['better-sse', { atMost: 0.6 }],
    ['ws-json', { atMost: 0.8 }],
    ['naive', { atMost: 1 }],
    ['net-loop', { atMost: 1.15 }],
  ] as const)
    report(figure, us(cpu.engine), `${name} ${us(cpu[name])}`, cpu.engine / cpu[name], goal);
}

const most = await inTurns(['engine', 'better-sse'], (name) => saturated(name, 1000));
report(
  'deliveries when saturated, N = 1000',
  millions(most.engine),
  `better-sse ${millions(most['better-sse'])}`,
  most.engine / most['better-sse'],
  { atLeast: 8 },
);

const memory = await inTurns(['engine', 'better-sse'], (name) => memoryPerReader(name, 5000));
report(
  'memory per idle connection, N = 5000',
  kB(memory.engine),
  `better-sse ${kB(memory['better-sse'])}`,
  memory.engine / memory['better-sse'],
  { atMost: 0.65 },
);

const large = await inTurns(['engine', 'better-sse'], (name) => cpuPerEvent(name, 1000, 16_000));
report(
  'CPU per event of 16 kB, N = 1000',
  us(large.engine),
  `better-sse ${us(large['better-sse'])}`,
  large.engine / large['better-sse'],
  { atMost: 0.3 },
);

const shared = await inTurns(['engine', 'engine-http2'], (name) => cpuPerEvent(name, 1000, 200));
report(
  'CPU per event, HTTP/2 with 50 streams a connection',
  us(shared['engine-http2']),
  `engine, HTTP/1.1 ${us(shared.engine)}`,
  shared['engine-http2'] / shared.engine,
  { atMost: 0.5 },
);

const stalledReaders = 20;
const runs = { alone: [], beside: [], theirs: [], theirsAlone: [] } as Record<
  string,
  Awaited<ReturnType<typeof stalled>>[]
>;
for (let round = 0; round < rounds; round++) {
  runs.alone!.push(await stalled('engine', 0));
  runs.beside!.push(await stalled('engine', stalledReaders));
}
runs.theirsAlone!.push(await stalled('better-sse', 0));
runs.theirs!.push(await stalled('better-sse', stalledReaders));
const growth = (name: string) => median(runs[name]!.map((run) => run.growth));
const p99 = (name: string) => median(runs[name]!.map((run) => run.p99));
// What the process grows by in any case (the log, the window, a heap that has warmed up) is not theirs.
const ours = (growth('beside') - growth('alone')) / stalledReaders;
const theirs = (growth('theirs') - growth('theirsAlone')) / stalledReaders;
report(
  'growth per stalled reader, 20 MB published, in MB',
  kB(ours),
  `better-sse ${kB(theirs)}`,
  ours / 1e6,
  { atMost: 1 },
);
report(
  'p99 of the others, with and without the stalled',
  `${p99('beside').toFixed(2)} ms`,
  `without ${p99('alone').toFixed(2)} ms`,
  p99('beside') / p99('alone'),
  { atMost: 1.2 },
);

const [cpu] = cpus();
const text = `# Figures of the stream engine

\`npm run bench\`, ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} × ${cpu!.model.trim()}, kernel ${release()}, loopback,
the server on one core, its readers on another; medians of ${rounds} rounds in turns, the ratios are of those. 200-byte payload, HTTP/1.1, one
event at a time, where nothing else is said. better-sse 0.16.1, ws 8.23.0 with JSON for each client, \`naive\`: a loop over responses, \`net-loop\`: one ready
buffer and a bare socket each. Where the time of a delivery goes, in the engine and in \`net-loop\`: \`profile.md\`.

${table(['figure', 'engine', 'beside', 'ratio', 'goal'], rows)}

What has no peer is a test, in \`tests/wire/stream-engine.test.ts\`: 20 readers, cut 280 times in 2000 messages at 400 a second, lose nothing and hear
nothing twice or out of order; 2000 readers of a server that is told to stop all see a clean end, and are told to come back over more than five seconds.
`;
writeFileSync(join(import.meta.dirname, 'results.md'), text);
console.log(`\n${text}`);
