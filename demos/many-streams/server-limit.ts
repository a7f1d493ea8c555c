import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2Session, Http2Stream } from 'node:http2';
import { refuse } from './server-refusal.ts';

/** The HTTP/2 connection that brought a request, if one did. */
export function sessionOf(
  req: IncomingMessage,
): Http2Session | undefined {
  return (req as { stream?: Http2Stream }).stream?.session;
}

// #region fresh
export function leave(
  session: Http2Session,
  res: ServerResponse,
): void {
  // GOAWAY: what is open goes on, to its end.
  session.close();
  res.end('Your next request needs a new connection.\n');
}
// #endregion fresh

/** Announces a limit, if asked to; answers with what holds now. */
export function allow(
  session: Http2Session,
  res: ServerResponse,
  streams?: number,
): void {
  const answer = (): void => tellLimit(session, res);
  if (streams !== undefined) {
    if (!Number.isInteger(streams) || streams < 4 || streams > 256)
      return refuse(res, 400, '?streams= is a number from 4 to 256.');
    return announce(session, streams, answer);
  }
  if (!session.pendingSettingsAck) return answer();
  // Who never acknowledges must not fill our memory with questions.
  if (session.listenerCount('localSettings') > 8)
    return refuse(res, 503, 'Acknowledge the SETTINGS first.');
  session.once('localSettings', answer);
  res.on('close', () => session.off('localSettings', answer));
}

// #region limit
function announce(
  session: Http2Session,
  streams: number,
  acknowledged: () => void,
): void {
  const settings = { maxConcurrentStreams: streams };
  session.settings(settings, acknowledged);
}
// #endregion limit

function tellLimit(session: Http2Session, res: ServerResponse): void {
  const { maxConcurrentStreams: streams } = session.localSettings;
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify({ streams }));
}
