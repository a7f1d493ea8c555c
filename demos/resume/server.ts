import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Entry } from './server-channel.ts';
import { channelOf, findChannel } from './server-channels.ts';
import { idLine, readRequest } from './server-request.ts';

/** One event a second; what a reader has missed is sent again. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const { path, reader, ids, retry, ...asked } = readRequest(req);
  const answer = (status: number, text?: string): void => {
    res.writeHead(status, { 'Content-Type': 'text/plain' });
    res.end(text);
  };
  if (!reader)
    return answer(400, 'A reader has 1 to 20 of a-z and 0-9.\n');
  if (path === '/cut' && req.method === 'POST') {
    findChannel(reader)?.cutAfterNext();
    return answer(204);
  }
  if (path !== '/events')
    return answer(404, 'Not found. The stream is at events.\n');
  const channel = channelOf(reader);
  if (!channel) return answer(503, 'Too many readers. Try later.\n');

  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.write(': ok\n\n');
  if (retry) res.write(`retry: ${retry}\n\n`);

  // #region send
  const send = ({ number, data }: Entry): void => {
    res.write(`${idLine(ids, number)}data: ${data}\n\n`);
  };
  const reset = (number: number): string =>
    `event: reset\ndata: ${JSON.stringify({ number })}\n\n`;
  // #endregion send

  let timer: NodeJS.Timeout | undefined;
  const sendOrCut = (entry: Entry): void => {
    send(entry);
    if (![asked.cut, channel.cutAt].includes(entry.number)) return;
    // A little later: the event itself shall still arrive.
    timer = setTimeout(() => res.destroy(), 300);
  };

  // #region replay
  if (asked.last !== undefined) {
    const missed = channel.since(asked.last, asked.keep);
    if (missed.isGap) res.write(reset(missed.from));
    missed.entries.forEach(send);
  }
  const leave = channel.subscribe(sendOrCut);
  // #endregion replay

  res.on('close', () => {
    leave();
    clearTimeout(timer);
  });
};
