const key = 'six-connections-reader';

/** One name for all tabs of this browser; not for anybody's life. */
export function readerName(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(2));
  const made = [...numbers].map((one) => one.toString(36)).join('');
  try {
    const known = localStorage.getItem(key) ?? '';
    if (/^[a-z0-9]{1,20}$/.test(known)) return known;
    localStorage.setItem(key, made);
  } catch {
    // Without storage each tab counts for itself.
  }
  return made;
}
