import type { Card, Change } from './client-copy.ts';

export type Answer =
  ({ ok: true } & Card) | { ok: false; code: string; current?: Card };

/** Where a reader's changes go, and in whose name. */
export type Sender = {
  url: string;
  reader: string;
  signal: AbortSignal;
};

/** Sends a change; says which version of the card its author saw. */
export async function send(
  { id, method, saw, wish }: Change,
  { url, reader, signal }: Sender,
  trouble: string,
): Promise<Answer> {
  const query = new URLSearchParams({ reader });
  if (trouble) query.set('try', trouble);
  const path = method === 'POST' ? 'cards' : `cards/${saw.id}`;
  const { text, column } = { ...saw, ...wish };
  const seen = saw.version ? { 'If-Match': `"${saw.version}"` } : {};
  const type = { 'Content-Type': 'application/json' };
  const headers = { ...type, 'Change-Id': id, ...seen };
  const body =
    method === 'DELETE' ? null : JSON.stringify({ text, column });
  try {
    const address = `${url}${path}?${query}`;
    const answer = await fetch(address, {
      method,
      headers,
      body,
      signal,
    });
    return { ok: answer.ok, ...(await answer.json()) } as Answer;
  } catch {
    return { ok: false, code: 'lost' };
  }
}

/** Tells which card is under the reader's cursor; '' is none. */
export function tellCursor(card: string, sender: Sender): void {
  const query = new URLSearchParams({ reader: sender.reader });
  const method = card ? 'PUT' : 'DELETE';
  const address = `${sender.url}editing/${card}?${query}`;
  // Nobody waits for this, and the next one puts it right.
  fetch(address, { method, signal: sender.signal }).catch(() => {});
}
