// Where and when it was measured: without that, a number says nothing.
import { cpus } from 'node:os';
import { rounds } from './bench.ts';
import { canPin } from './child.ts';
import type { Limit } from './figure.ts';

/** Descriptors that a process needs besides one for each reader. */
const others = 100;

/** Of each process. Node has raised the soft limit to the hard one by itself. */
function descriptors(): number {
  process.report.excludeNetwork = true;
  const report = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } };
  };
  return Number(report.userLimits?.open_files?.soft) || Infinity;
}

/** @returns what lowers N, and says so once for each that it lowers */
export function createLimit(say: (sentence: string) => void, most = descriptors()): Limit {
  return (readers) => {
    const allowed = Math.max(1, Math.min(readers, most - others));
    if (allowed < readers) say(lowered(readers, allowed, most));
    return allowed;
  };
}

function lowered(readers: number, allowed: number, most: number): string {
  return `Here a process may open ${most} files, so N is ${allowed} and not ${readers}: raise the limit (ulimit -n ${readers + others}) to measure what was meant.`;
}

export function describeConditions(date = new Date()): string {
  const all = cpus();
  return [
    `Measured on ${date.toISOString().slice(0, 10)}: ${all[0]?.model ?? 'unknown processor'}, ${all.length} cores, Node ${process.version}, ${process.platform}.`,
    canPin
      ? 'Server and readers are a process each, on a core each, over loopback.'
      : 'Server and readers are a process each, over loopback; they could not be kept on a core each, so take the numbers with care.',
    `Medians of ${rounds} interleaved rounds; the ratios are those of the medians. Only they can be compared between machines.`,
  ].join(' ');
}
