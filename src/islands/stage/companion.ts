// What the page asks of the companion server besides streams.

export type Origins = { site: string; lab: string; labTls: string };

/** Where the labs are, as this page can reach them; `undefined` when no companion answers. */
export async function fetchOrigins(): Promise<Origins | undefined> {
  try {
    const response = await fetch('/api/origins');
    return response.ok ? ((await response.json()) as Origins) : undefined;
  } catch {
    return undefined;
  }
}

/** Causes a fault on a run's stream. @throws a sentence */
export function causeFault(run: string, fault: string): Promise<void> {
  return ask('/api/faults', { run, fault });
}

/** Causes a fault on what a demo sends to a class. @throws a sentence */
export function causeFaultInClass(code: string, demo: string, fault: string): Promise<void> {
  return ask(`/api/live/${code}/fault`, { demo, fault });
}

/** @throws the server's own sentence, or the browser's when there is no server. */
async function ask(path: string, body: object): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const { error } = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(error ?? `HTTP ${response.status}`);
}
