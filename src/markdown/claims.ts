// content/claims.json: what the course claims, where it is written, and what in the course proves it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Claim = {
  /** Where it is written, e.g. `HTML standard 9.2.6`. */
  source: { label: string; url: string };
  /** The test that shows it: its name in “ ”, `…` for what varies, and its file from the root. */
  proof?: { label: string; path: string };
  /** The day somebody last compared the claim with its source, `2026-11-20`. */
  checked: string;
};

/** All claims by id. Throws a sentence that names the claim and the field when one is not whole. */
export function readClaims(root: string): Map<string, Claim> {
  const claims = JSON.parse(readFileSync(join(root, 'content/claims.json'), 'utf8')) as Record<
    string,
    Partial<Claim>
  >;
  return new Map(Object.entries(claims).map(([id, claim]) => [id, wholeClaim(id, claim, root)]));
}

/** The sentence for a claim id that nobody registered. */
export function unknownClaim(id: string, claims: Map<string, Claim>): string {
  return `content/claims.json has no claim "${id}". It has: ${[...claims.keys()].join(', ') || 'none yet'}.`;
}

function wholeClaim(id: string, claim: Partial<Claim>, root: string): Claim {
  const { source, proof, checked } = claim;
  const fault = !source?.label
    ? 'source.label, the name of what it is read from'
    : !source.url?.startsWith('https://')
      ? 'source.url, an https address'
      : !/^\d{4}-\d\d-\d\d$/.test(checked ?? '')
        ? 'checked, the day it was last compared, as 2026-11-20'
        : proof && !(proof.label && existsSync(join(root, proof.path)))
          ? 'a proof with a label, and a path that exists in the project'
          : undefined;
  if (fault) throw new Error(`content/claims.json: claim "${id}" needs ${fault}.`);
  return claim as Claim;
}
