// npm run trust: makes the browsers of this user trust the lab's certificate, and says what it changed.
// npm run trust -- --dry-run only says what it would. --system takes the system's store too, on Linux.
import { join } from 'node:path';
import { originsFor } from '../origins.ts';
import { describeCertificate, ensureCertificate, findCertificate } from '../server/certificate.ts';
import { namesFor, tlsFolder } from '../server/companion.ts';
import { describeChanges, describeNewCertificate, describeTrust } from '../trust/account.ts';
import { trust } from '../trust/change-trust.ts';
import { storesOrExit } from '../trust/stores-or-exit.ts';
import { settingsOrExit } from './settings-or-exit.ts';

const settings = settingsOrExit(process.env);
const { stores, isDry } = storesOrExit(`${originsFor('localhost', settings).labTls}/trust`);
const file = join(tlsFolder, 'cert.pem');
const find = isDry ? findCertificate : ensureCertificate;
const found = await find(tlsFolder, namesFor(settings));
const certificate = found && { ...describeCertificate(found.cert), file };

console.log(certificate ? describeTrust(certificate) : describeNewCertificate(file));
const changes = trust(stores, certificate, isDry);
console.log(describeChanges(changes));
console.log(
  isDry
    ? 'Nothing has been changed.'
    : 'To undo it: npm run untrust. The certificate is renewed before it ends, and when its names no\nlonger do: then run npm run trust again.',
);
if (changes.some(({ failed }) => failed)) process.exitCode = 1;
