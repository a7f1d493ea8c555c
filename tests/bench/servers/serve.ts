// What all servers of the bench have in common: a free port, and answers to the parent.
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createPayload, type Payload } from '../payload.ts';
import { answerParent, usage, type ServerAnswers } from '../questions.ts';

/** As many as the kernel lets wait at most; 511 by default, and readers come by the hundred. */
const backlog = 4096;

/** @param publish to all who have asked so far */
export async function serve(server: Server, publish: (payload: Payload) => void): Promise<void> {
  server.listen(0, '127.0.0.1', backlog);
  const listening = server.listening ? undefined : once(server, 'listening');
  answerParent({
    async port() {
      await listening;
      return (server.address() as AddressInfo).port;
    },
    publish({ count, size }: { count: number; size: number }) {
      for (let n = 0; n < count; n++) publish(createPayload(size));
    },
    usage,
    memory,
  } satisfies { [K in keyof ServerAnswers]: unknown });
  await listening;
}

async function memory(): Promise<number> {
  for (let n = 0; n < 3; n++) {
    globalThis.gc!();
    // Some of it goes only when a turn has ended.
    await nextTurn();
  }
  return process.memoryUsage.rss();
}
