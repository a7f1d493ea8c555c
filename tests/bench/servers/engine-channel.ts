// A channel of the engine as it is, but for the limits: all readers come from one address.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { createEngine } from '../../../src/sse/engine.ts';
import { createMemoryLog } from '../../../src/sse/event-log/memory-log.ts';
import type { Payload } from '../payload.ts';

const many = 1_000_000;
const limits = { total: many, perAddress: many, burst: many, perSecond: many };

export async function openChannel() {
  const engine = createEngine({ log: createMemoryLog(), limits });
  const channel = await engine.channel('bench');
  return {
    answer(
      req: IncomingMessage | Http2ServerRequest,
      res: ServerResponse | Http2ServerResponse,
    ): void {
      engine.serve(channel, req, res);
    },
    publish: (payload: Payload) => void channel.publish({ data: JSON.stringify(payload) }),
  };
}
