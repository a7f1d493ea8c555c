// npm run untrust: takes back what npm run trust did, also for certificates that have been renewed since.
import { originsFor } from '../origins.ts';
import { describeChanges } from '../trust/account.ts';
import { untrust } from '../trust/change-trust.ts';
import { storesOrExit } from '../trust/stores-or-exit.ts';
import { settingsOrExit } from './settings-or-exit.ts';

const { labTls } = originsFor('localhost', settingsOrExit(process.env));
const { stores, isDry } = storesOrExit(`${labTls}/trust`);
const changes = untrust(stores, isDry);
console.log(`\n${describeChanges(changes)}`);
console.log(
  isDry
    ? 'Nothing has been changed.'
    : 'What you accepted in a browser by hand is the browser’s, and stays. The certificate itself is in\n.local/tls: removing that folder makes a new one at the next start.',
);
if (changes.some(({ failed }) => failed)) process.exitCode = 1;
