// The class that this tab follows. The address names it, so that it can be loaded again and handed
// on; the tab keeps it, so that it outlives the way from one page to the next.
import { recall, remember } from '../deck/storage.ts';

/** What a tab keeps of its class. */
export type Kept = {
  code: string;
  /** The reader went somewhere else. */
  isDetached: boolean;
  /** The class has brought the reader to the next page; nobody chose it. */
  isLed: boolean;
};

/** src/islands/class-door.ts looks for it, too. */
const place = 'olr-class';

/** The code of the class that this tab follows, as it was typed; nothing outside a class. */
export function classOfTab(): string | undefined {
  return new URLSearchParams(location.search).get('live') ?? keptClass()?.code;
}

export function keptClass(): Kept | undefined {
  try {
    return (JSON.parse(recall('sessionStorage', place) ?? 'null') as Kept | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepClass(kept: Kept): void {
  remember('sessionStorage', place, JSON.stringify(kept));
}

export function forgetClass(): void {
  remember('sessionStorage', place, 'null');
  nameInAddress(null);
}

/** Writes the class into the address, or takes it out. */
export function nameInAddress(code: string | null): void {
  const url = new URL(location.href);
  if (code === url.searchParams.get('live')) return;
  if (code) url.searchParams.set('live', code);
  else url.searchParams.delete('live');
  history.replaceState(history.state, '', url);
}
