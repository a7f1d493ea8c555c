import { X509Certificate } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

type Handshake = {
  error?: Error & { reason?: string; code?: string };
  tls?: string;
  alpn?: string;
  cert: string;
};

// The host publishes what its TLS server is told: `secureConnection`
// and `tlsClientError`. A server of your own listens to these two. Do
// not ask the socket of the second one anything: it may be gone.
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
function describe({ error, tls, alpn, cert }: Handshake) {
  const shown = new X509Certificate(cert);
  return {
    refusal: error && (error.reason ?? error.code),
    tls,
    alpn,
    fingerprint: shown.fingerprint256,
    names: shown.subjectAltName,
    until: shown.validTo,
  };
}
// #endregion describe
