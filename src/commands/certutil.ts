// Finds NSS's certutil for the tests of `npm run trust`, or installs it. Without it they are skipped.
import { findCertutil } from '../trust/certutil.ts';
import { installFromDebian } from './find-program.ts';

export function findOrInstallCertutil(): void {
  if (!findCertutil()) installFromDebian('libnss3-tools');
}
