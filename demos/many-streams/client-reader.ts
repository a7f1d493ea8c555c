const key = 'many-streams-reader';

/** All tabs of a browser are one reader, where it can be kept. */
export function readerId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const made = Array.from(bytes, (byte) => (byte % 36).toString(36));
  try {
    const kept = localStorage.getItem(key) ?? made.join('');
    localStorage.setItem(key, kept);
    return kept;
  } catch {
    return made.join('');
  }
}
