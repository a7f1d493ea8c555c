// What both commands begin with: the flags, and the stores of this machine.
import { howToGetCertutil } from './certutil.ts';
import { findFirefoxProfiles } from './firefox-profiles.ts';
import { findStores } from './find-stores.ts';
import { thisMachine, type Machine } from './machine.ts';
import { readTrustFlags, type TrustFlags } from './read-flags.ts';
import type { Store } from './store.ts';

/**
 * The stores to change. Says what is missing, with the remedy; with nothing to change, exit code 1.
 * @param page where a browser can be made to trust the certificate by hand
 */
export function storesOrExit(page: string): TrustFlags & { stores: Store[] } {
  const machine = thisMachine();
  try {
    const flags = readTrustFlags(process.argv.slice(2), process.env);
    const stores = findStores(machine, flags.withSystem);
    const missing = whatIsMissing(machine);
    if (missing) console.error(`\n${missing}`);
    if (stores.length > 0) return { ...flags, stores };
    throw new Error(byHand(page));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

function whatIsMissing(machine: Machine): string {
  const { platform, certutil } = machine;
  if (!['linux', 'darwin'].includes(platform)) return 'This command knows Linux and macOS.';
  const needsCertutil = platform === 'linux' || findFirefoxProfiles(machine).length > 0;
  return needsCertutil && !certutil ? howToGetCertutil : '';
}

const byHand = (page: string) =>
  `Without it: start the course, open ${page} in the browser and accept the certificate there.`;
