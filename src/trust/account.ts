// What `npm run trust` and `npm run untrust` print: what the certificate is, and each store's part.
import type { Change } from './change-trust.ts';
import type { LabCertificate } from './store.ts';

/** What is about to be trusted, and what that gives away. */
export function describeTrust({ file, fingerprint, names, lastDay }: LabCertificate): string {
  return `
The lab’s certificate

  SHA-256   ${fingerprint}
  names     ${names.join(', ')}
  until     ${lastDay.toISOString().slice(0, 10)}
  file      ${file}

A browser that trusts it takes it for these names and no others, from whoever has its key: that is in
key.pem beside it, for your user alone. It is no authority: it cannot vouch for other certificates.
`;
}

/** Before there is one to trust. */
export function describeNewCertificate(file: string): string {
  return `
The lab’s certificate

  would be made first: there is none, or what there is ends soon or lacks a name
  file      ${file}
`;
}

export function describeChanges(changes: Change[]): string {
  return changes.map(describeChange).join('\n');
}

function describeChange({ store, outcome, failed }: Change): string {
  return `${failed ? '✗' : '✓'} ${store.name}   ${store.path}\n  ${outcome}.\n  ${store.note}\n`.replace(
    /\.\.$/gm,
    '.',
  );
}
