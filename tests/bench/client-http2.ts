// Readers that share connections: a tab has one connection to a site, a proxy one to a server.
import { once } from 'node:events';
import { connect, type ClientHttp2Session } from 'node:http2';

export const streamsPerConnection = 50;

export async function openStreams(
  port: number,
  readers: number,
  count: (bytes: Buffer) => void,
  lose: () => void,
): Promise<void> {
  for (let left = readers; left > 0; left -= streamsPerConnection) {
    const session = connect(`http://127.0.0.1:${port}`);
    session.on('close', lose);
    const streams = Array.from({ length: Math.min(left, streamsPerConnection) }, () =>
      openStream(session, count),
    );
    await Promise.all(streams);
  }
}

async function openStream(
  session: ClientHttp2Session,
  count: (bytes: Buffer) => void,
): Promise<void> {
  const stream = session.request({ ':path': '/events', accept: 'text/event-stream' });
  stream.on('data', count);
  await once(stream, 'response');
}
