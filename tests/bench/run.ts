// npm run bench [figure …]: the engine beside other servers, on this machine, in one run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { createLimit, describeConditions } from './conditions.ts';
import { toMarkdown, type Figure } from './figure.ts';
import { cpuOf1000, cpuOf5000 } from './figures/cpu.ts';
import { http2 } from './figures/http2.ts';
import { largeEvents } from './figures/large-events.ts';
import { memory } from './figures/memory.ts';
import { saturated } from './figures/saturated.ts';
import { stalledReaders } from './figures/stalled.ts';

const figures: Record<string, Figure> = {
  'cpu-1000': cpuOf1000,
  'cpu-5000': cpuOf5000,
  saturated,
  memory,
  'large-events': largeEvents,
  stalled: stalledReaders,
  http2,
};
const mostMinutes = 6;
const results = join(import.meta.dirname, 'results.md');

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in figures));
if (unknown !== undefined)
  fail(`There is no figure "${unknown}". There are: ${Object.keys(figures).join(', ')}.`);

setTimeout(
  () => fail(`It took more than ${mostMinutes} minutes: free the machine, or ask for one figure.`),
  mostMinutes * 60_000,
).unref();

const sections = [describeConditions()];
const limit = createLimit((sentence) => void sections.push(sentence));
console.log(sections[0]);
for (const [name, figure] of Object.entries(figures))
  if (asked.length === 0 || asked.includes(name)) await add(figure);

// What was measured at another time, or elsewhere, does not stand beside it.
if (asked.length === 0) await write();
else console.log('\nresults.md stays as it was: it is written when all figures are measured.');

async function add(figure: Figure): Promise<void> {
  const said = sections.length;
  sections.push(toMarkdown(await figure(limit)));
  console.log(`\n${sections.slice(said).join('\n\n')}`);
}

async function write(): Promise<void> {
  const text = ['# What the engine costs', '`npm run bench` wrote this.', ...sections].join('\n\n');
  writeFileSync(results, await format(text, { parser: 'markdown' }));
  console.log(`\nWritten to ${results}.`);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
