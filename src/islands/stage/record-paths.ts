// Whose bytes a record holds: each request of a run by its path, from its head to its last byte.
import type { WireRecord } from '../../server/wire-record.ts';

/** `/@<run>/<slug>/events`: what the demo's own code asked for is what follows the slug. */
const belowDemo = /^\/@[^/]*\/[^/]*\//;

/**
 * Follows the requests in a run's records.
 * @param base what comes before the demo's own path in a request's target
 * @returns for each record in turn the path of its request below the demo, `events?reader=ana`;
 * undefined for what belongs to no request (the connection's own frames, faults)
 */
export function followPaths(base: RegExp = belowDemo): (record: WireRecord) => string | undefined {
  const paths = new Map<string, string>();
  return (record) => {
    if (record.from === 'host' || record.frame?.streamId === 0) return undefined;
    const request = `${record.connection} ${record.frame?.streamId ?? ''}`;
    const target = targetOf(record);
    if (target !== undefined) paths.set(request, target.replace(base, ''));
    return paths.get(request);
  };
}

/** Whether a record begins a request. */
export function beginsRequest(record: WireRecord): boolean {
  return targetOf(record) !== undefined;
}

function targetOf(record: WireRecord): string | undefined {
  if (record.from !== 'browser') return undefined;
  if (record.kind === 'request-head') return atob(record.bytes ?? '').split(' ', 2)[1];
  return record.frame?.headers?.find(([name]) => name === ':path')?.[1];
}
