// Trusting and no longer trusting, store by store, with an account of each. One store that refuses
// does not keep the others from changing.
import { nameInStore, type LabCertificate, type Store } from './store.ts';

export type Change = {
  store: Store;
  /** What became of it, as a sentence. */
  outcome: string;
  failed: boolean;
};

/**
 * Makes every store trust this certificate, and none of this course's others.
 * @param certificate none while it has not been made: then this only says what would change
 */
export function trust(
  stores: Store[],
  certificate: LabCertificate | undefined,
  isDry: boolean,
): Change[] {
  const name = certificate && nameInStore(certificate);
  return stores.map((store) =>
    attempt(store, () => {
      const before = store.trusted();
      if (before.length === 1 && before[0] === name) return 'trusts it already: nothing to do';
      const stale = before.filter((one) => one !== name);
      const instead =
        stale.length > 0 ? `, instead of ${stale.join(', ')}, which is not the lab’s any more` : '';
      if (isDry || !certificate) return `would trust it${instead}`;
      store.remove();
      return `trusts it now${store.add(certificate)}${instead}`;
    }),
  );
}

/** Makes every store forget this course's certificates, also those of earlier times. */
export function untrust(stores: Store[], isDry: boolean): Change[] {
  return stores.map((store) =>
    attempt(store, () => {
      const names = isDry ? store.trusted() : store.remove();
      if (names.length === 0) return 'holds none: nothing to do';
      return `${isDry ? 'would forget' : 'has forgotten'} ${names.join(', ')}`;
    }),
  );
}

function attempt(store: Store, change: () => string): Change {
  try {
    return { store, outcome: change(), failed: false };
  } catch (error) {
    return { store, outcome: `refused. ${(error as Error).message}`, failed: true };
  }
}
