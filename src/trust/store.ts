// What a place that keeps trusted certificates can do, whoever reads it.

/** By this beginning of their names we know our certificates again, also those of earlier times. */
export const ownName = 'One Long Response ';

export type LabCertificate = {
  /** The file with it, in PEM. The key is in another one. */
  file: string;
  /** SHA-256 of the certificate: 64 digits in pairs, `0A:1B:…`. */
  fingerprint: string;
  names: string[];
  lastDay: Date;
};

export type Store = {
  /** Whose store it is, for the account. */
  name: string;
  path: string;
  /** What must be known besides: who else reads it, or what comes after. */
  note: string;
  /** The names of this course's certificates in it that are trusted. */
  trusted: () => string[];
  /** @returns what else that took. @throws a sentence that says why not, and what helps */
  add: (certificate: LabCertificate) => string;
  /** Removes every certificate of this course. @returns their names */
  remove: () => string[];
};

/** The name of a certificate in a store: short enough for lists, different for each certificate. */
export function nameInStore({ fingerprint }: Pick<LabCertificate, 'fingerprint'>): string {
  return ownName + fingerprint.replaceAll(':', '').slice(0, 16);
}
