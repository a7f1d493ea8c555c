// How many responses may be open at once: a stream costs memory for as long as it lasts.
import type { ServerResponse } from 'node:http';
import type { Settings } from '../origins.ts';
import { standsForMany } from './client-address.ts';

export type StreamCaps = {
  /** Counts a response until it closes. Answers 503 with `Retry-After` and returns false when full. */
  admit: (address: string, res: ServerResponse) => boolean;
};

export function createStreamCaps(settings: Settings): StreamCaps {
  const { maxStreams, maxStreamsPerClient } = settings;
  const open = new Map<string, number>();
  let total = 0;

  function count(address: string, change: 1 | -1): void {
    const now = (open.get(address) ?? 0) + change;
    total += change;
    if (now > 0) open.set(address, now);
    else open.delete(address);
  }

  function refusal(address: string): string | undefined {
    if (!standsForMany(address, settings) && (open.get(address) ?? 0) >= maxStreamsPerClient) {
      return `This address has ${maxStreamsPerClient} streams open already. Close some, or raise MAX_STREAMS_PER_CLIENT.`;
    }
    if (total < maxStreams) return undefined;
    return `This server has ${maxStreams} streams open already. Try again later, or raise MAX_STREAMS.`;
  }

  return {
    admit(address, res) {
      const sentence = refusal(address);
      if (sentence) {
        res.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '5' });
        res.end(`${sentence}\n`);
        return false;
      }
      count(address, 1);
      res.once('close', () => count(address, -1));
      return true;
    },
  };
}
