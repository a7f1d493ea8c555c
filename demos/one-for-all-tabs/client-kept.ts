const prefix = 'one-for-all-tabs ';

/** What the tabs of a browser share. Storage may be refused. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(prefix + key, value);
  } catch {
    // Then this tab keeps it for itself.
  }
}

/** Tells when another tab has changed something. */
export function onKept(changed: () => void): () => void {
  const hear = ({ key }: StorageEvent): void => {
    if (key?.startsWith(prefix)) changed();
  };
  addEventListener('storage', hear);
  return () => removeEventListener('storage', hear);
}

/** The tabs of one browser are one reader. */
export function readerId(): string {
  const known = recall('reader') ?? '';
  if (/^[a-z0-9]{1,20}$/.test(known)) return known;
  const made = randomId();
  keep('reader', made);
  return made;
}

export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => (byte % 36).toString(36)).join('');
}
