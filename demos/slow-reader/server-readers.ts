// Readers on real sockets. Some of them are slow: they stop reading.
import type { Account } from './server-place.ts';
import { createReader } from './server-reader.ts';

export type Seen = ReturnType<typeof measure>;

const [port, quick, slow] = process.argv.slice(2).map(Number);
let delays: number[] = [];

const open = (count: number, onDelay: (delay: number) => void) =>
  Array.from({ length: count }, () => createReader(port!, onDelay));
const slowOnes = open(slow!, () => {});
const others = open(quick!, (delay) => delays.push(delay));

function measure() {
  const soFar = delays.sort((a, b) => a - b);
  delays = [];
  const part = (share: number) =>
    round(soFar[Math.floor(share * (soFar.length - 1))] ?? 0);
  return {
    heard: sum([...slowOnes, ...others], 'heard'),
    p50: part(0.5),
    p99: part(0.99),
    lost: sum(slowOnes, 'lost'),
    twice: sum(slowOnes, 'twice'),
    resets: sum(slowOnes, 'resets'),
    late: round(Math.max(...slowOnes.map((one) => one.account.delay))),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function sum(of: { account: Account }[], what: keyof Account): number {
  return of.reduce((total, { account }) => total + account[what], 0);
}

const acts: Record<string, () => void> = {
  stop: () => slowOnes.forEach(({ stop }) => stop()),
  'go on': () => slowOnes.forEach(({ goOn }) => goOn()),
  measure: () => process.send!(measure()),
};
process.on('disconnect', () => process.exit());
process.on('message', (what) => acts[String(what)]?.());
await Promise.all([...slowOnes, ...others].map((one) => one.isOpen));
process.send!('ready');
