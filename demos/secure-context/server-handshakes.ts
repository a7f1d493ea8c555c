import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';

type Handshake = {
  socket: TLSSocket;
  error?: Error & { reason?: string; code?: string };
};

// The host publishes what its TLS server is told: `secureConnection`
// and `tlsClientError`. A server of your own listens to these two.
const channel = 'tls.handshake';

// #region follow
/** Writes an event for every handshake, until the reader leaves. */
export function followHandshakes(res: ServerResponse): void {
  res.write(': ok\n\n');
  const tell = (handshake: unknown) => {
    const told = JSON.stringify(describe(handshake as Handshake));
    res.write(`event: handshake\ndata: ${told}\n\n`);
  };
  subscribe(channel, tell);
  res.on('close', () => unsubscribe(channel, tell));
}
// #endregion follow

// #region describe
function describe({ socket, error }: Handshake) {
  const shown = socket.getX509Certificate();
  return {
    refusal: error && (error.reason ?? error.code),
    tls: socket.getProtocol(),
    alpn: socket.alpnProtocol || '–',
    fingerprint: shown?.fingerprint256,
    names: shown?.subjectAltName,
    until: shown?.validTo,
  };
}
// #endregion describe
