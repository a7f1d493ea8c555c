// What a page does in a room: one POST, and its answer as data, never as an exception.

export type Answer<Data = unknown> =
  | { ok: true; data: Data }
  /** `status` is 0 where no server answered; `error` is the server's English sentence. */
  | { ok: false; status: number; error: string };

/**
 * Sends an action to `/api/live/<code>/<action>`.
 * @param room a code, with `/<action>`; empty to open a room
 */
export async function act<Data = unknown>(room: string, body: object = {}): Promise<Answer<Data>> {
  try {
    const response = await fetch(`/api/live${room && `/${room}`}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const data = (await response.json()) as { error?: string };
    if (response.ok) return { ok: true, data: data as Data };
    return { ok: false, status: response.status, error: data.error ?? '' };
  } catch {
    return { ok: false, status: 0, error: '' };
  }
}
