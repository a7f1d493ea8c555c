import { connect } from './client-carriers.ts';
import { drawChart } from './client-chart.ts';
import { measure, sizes, type Cost } from './client-measure.ts';
import { fillHeads, fillTable } from './client-table.ts';
import type { Urls, Wire } from './client-types.ts';

type Choice = { kind: string; compress: string };

/** Measures all sizes with fresh connections, and shows each result. */
export async function run(
  view: HTMLElement,
  urls: Urls,
  choice: Choice,
  wire: Wire,
  signal: AbortSignal,
): Promise<Cost[]> {
  const reader = Math.random().toString(36).slice(2, 12);
  const query = String(new URLSearchParams({ reader, ...choice }));
  const connections = await connect(urls, query);
  signal.addEventListener('abort', connections.close);
  const asked = { url: urls.http1, query, connections, wire, signal };
  const costs: Cost[] = [];
  try {
    // The first of all brings what is sent only once.
    await measure(1, asked);
    for (const size of sizes) {
      costs.push(await measure(size, asked));
      fillTable(view.querySelector('tbody')!, costs);
      drawChart(view.querySelector('svg')!, costs);
    }
    const heads = view.querySelector('tfoot tr')!;
    fillHeads(heads, connections.carriers, wire.heads);
    return costs;
  } finally {
    connections.close();
  }
}
