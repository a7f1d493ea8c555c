import type { ServerResponse } from 'node:http';

/** Milliseconds between the three: enough to tell them apart. */
const apart = 300;

// #region three
/** Sends three pieces, one after the other, and ends. */
export function sendThree(
  res: ServerResponse,
  type: string,
  piece: (n: number) => string,
): void {
  let sent = 0;
  res.writeHead(200, {
    'Content-Type': type,
    'Cache-Control': 'no-cache',
  });
  const send = (): void => {
    res.write(piece(++sent));
    if (sent < 3) return;
    clearInterval(timer);
    res.end();
  };
  const timer = setInterval(send, apart);
  res.on('close', () => clearInterval(timer));
  send();
}
// #endregion three
