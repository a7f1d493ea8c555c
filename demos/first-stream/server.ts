import type { IncomingMessage, ServerResponse } from 'node:http';

/** An event at once, then one every five seconds. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  if (req.url !== '/events') {
    res.writeHead(404, { 'Content-Type': 'text/plain' });
    res.end('Not found. The stream is at events.\n');
    return;
  }

  // #region headers
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  // #endregion headers

  // #region send
  let count = 0;
  const send = (): void => {
    const at = new Date().toISOString();
    const data = JSON.stringify({ count: ++count, at });
    res.write(`data: ${data}\n\n`);
  };
  send();
  const timer = setInterval(send, 5000);
  // #endregion send

  // #region cleanup
  res.on('close', () => clearInterval(timer));
  // #endregion cleanup
};
