// Codes to read out, keys to a desk, seats in a class. Who has one is known; who somebody is, nobody
// asks.
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { codeLength, codeSigns } from './code.ts';

/** Six signs: more than 700 million codes, of which few are in use. */
export function createCode(): string {
  return Array.from({ length: codeLength }, () => codeSigns[randomInt(codeSigns.length)]).join('');
}

/** What a presenter's device holds; the server keeps its hash. */
export function createKey(): string {
  return randomBytes(24).toString('base64url');
}

export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** Which of the hashes belongs to a key: its index, or -1. Takes the same time for all. */
export function findKey(hashes: readonly string[], key: string): number {
  const hash = Buffer.from(hashKey(key));
  const found = hashes.map((one) => {
    const other = Buffer.from(one);
    return other.length === hash.length && timingSafeEqual(other, hash);
  });
  return found.indexOf(true);
}

/** A seat: a random name, and the proof that this room has given it out. */
export function createSeat(secret: string): string {
  const id = randomBytes(9).toString('base64url');
  return `${id}.${sign(secret, id)}`;
}

/** The name of a seat of this room; undefined for what the room has not given out. */
export function readSeat(secret: string, seat: string | undefined): string | undefined {
  const [id = '', proof = ''] = (seat ?? '').split('.');
  const [given, right] = [Buffer.from(proof), Buffer.from(sign(secret, id))];
  return given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
}

function sign(secret: string, id: string): string {
  return createHmac('sha256', secret).update(id).digest('base64url').slice(0, 22);
}
