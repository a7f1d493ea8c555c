// The class of this browser's console: a reload goes on with it, and so does the console of another
// chapter. The key to its desk is a cookie that no script sees.
import { recall, remember } from '../../deck/storage.ts';

export type KeptClass = {
  code: string;
  /** The number of this device at the desk. */
  device: number;
  /** Milliseconds since 1970. */
  since: number;
};

const place = 'olr-desk';
/** No class is older, in milliseconds. */
const oldest = 12 * 3_600_000;

export function recallClass(now = Date.now()): KeptClass | undefined {
  try {
    const kept = JSON.parse(recall('localStorage', place) ?? 'null') as KeptClass | null;
    return kept && now - kept.since < oldest ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function rememberClass(kept: Omit<KeptClass, 'since'> | undefined): void {
  const value = kept ? { ...kept, since: Date.now() } : null;
  remember('localStorage', place, JSON.stringify(value));
}
