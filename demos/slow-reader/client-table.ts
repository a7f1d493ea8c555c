import type { Sample, Way } from './client-types.ts';

/** The most of what was seen so far, and the sums. */
export function createTable(table: HTMLTableElement) {
  const most = new Map<Way, Partial<Record<keyof Sample, number>>>();
  const delays = new Map<Way, Sample[]>();

  function show(way: Way, name: string, value: string): void {
    const row = table.querySelector(`[data-row="${name}"]`)!;
    row.querySelector(`[data-way="${way}"]`)!.textContent = value;
  }

  function raise(way: Way, name: 'waiting' | 'memory', to: number) {
    const values = most.get(way) ?? {};
    const value = Math.max(values[name] ?? 0, to);
    most.set(way, { ...values, [name]: value });
    show(way, name, tenths(value / 1e6));
  }

  return {
    begin(way: Way): void {
      most.delete(way);
      delays.set(way, []);
      for (const cell of table.querySelectorAll(`[data-way="${way}"]`))
        cell.textContent = '–';
    },
    add(sample: Sample): void {
      const { way, cpu, heard, late } = sample;
      const all = delays.get(way) ?? [];
      all.push(sample);
      const [p50, p99] = [middle(all, 'p50'), middle(all, 'p99')];
      raise(way, 'waiting', sample.waiting);
      raise(way, 'memory', sample.memory);
      show(way, 'delay', `${tenths(p50)} / ${tenths(p99)}`);
      show(way, 'cpu', heard ? tenths(cpu / heard) : '–');
      show(way, 'late', tenths(late / 1000));
      for (const name of ['cuts', 'resets', 'lost', 'twice'] as const)
        show(way, name, String(sample[name]));
    },
  };
}

const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

const tenths = (value: number): string =>
  value.toLocaleString(document.documentElement.lang, digits);

/** The middle one of a number over the run so far. */
function middle(samples: Sample[], name: 'p50' | 'p99'): number {
  const values = samples.map((sample) => sample[name]);
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}
