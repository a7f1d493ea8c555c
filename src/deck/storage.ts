// Storage that may be forbidden: then nothing is remembered, and nothing breaks.

export function recall(storage: 'localStorage' | 'sessionStorage', key: string): string | null {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
}

export function remember(
  storage: 'localStorage' | 'sessionStorage',
  key: string,
  value: string,
): void {
  try {
    window[storage].setItem(key, value);
  } catch {
    // See above.
  }
}
