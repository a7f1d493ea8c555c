import type { IncomingMessage, ServerResponse } from 'node:http';

// #region data-lines
/** Whatever a text holds, it becomes data. */
function dataLines(text: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.map((line) => `data: ${line}\n`).join('');
}
// #endregion data-lines

// #region blocks
/** One block for each thing that the format has. */
const blocks = (round: number): string[] => [
  ': a comment\n\n',
  'data: one line\n\n',
  'data: two\ndata: lines\n\n',
  'event: tick\ndata: a type of its own\n\n',
  `id: ${round}\ndata: an id\n\n`,
  'data: the same id, and CR LF\r\n\r\n',
  'data:no space\ndata:  two spaces\n\n',
  'retry: 5000\n\n',
  `${dataLines('a visitor wrote\nid: forged')}\n`,
];
// #endregion blocks

/** A block at once, then one every two seconds, round and round. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  if (req.url !== '/events') {
    res.writeHead(404, { 'Content-Type': 'text/plain' });
    res.end('Not found. The stream is at events.\n');
    return;
  }

  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });

  let sent = 0;
  const send = (): void => {
    const all = blocks(1 + Math.floor(sent / blocks(0).length));
    res.write(all[sent++ % all.length]);
  };
  send();
  const timer = setInterval(send, 2000);
  res.on('close', () => clearInterval(timer));
};
