import type { IncomingMessage, ServerResponse } from 'node:http';
import { urlOf } from './server-address.ts';
import { picture, sides } from './server-picture.ts';
import { receiversOf } from './server-receivers.ts';
import { refuse } from './server-refusal.ts';

// #region say
/** What comes by POST goes out as an event. */
export function say(
  req: IncomingMessage,
  res: ServerResponse,
  reader: string,
) {
  let text = '';
  req.setEncoding('utf8').on('data', (more: string) => (text += more));
  req.on('end', () => {
    if (/[\r\n]/.test(text))
      return refuse(res, 400, 'One line, please.');
    for (const { say } of receiversOf(reader)) say?.(text);
    res.writeHead(204).end();
  });
}
// #endregion say

/** Sends a new picture to all receivers. */
export function show(
  req: IncomingMessage,
  res: ServerResponse,
  reader: string,
) {
  const side = Number(urlOf(req).searchParams.get('side'));
  if (!sides.includes(side))
    return refuse(res, 400, `A side is one of ${sides.join(', ')}.`);
  const one = picture(side);
  for (const { show } of receiversOf(reader)) show(one);
  res.end(String(one.length));
}
