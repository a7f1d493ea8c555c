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
  const refusal = error && (error.reason ?? error.code);
  return { refusal, tls, alpn, ...factsOf(cert) };
}
// #endregion describe

let last: { cert: string; facts: object } | undefined;

/** Reads a certificate once, however many handshakes show it. */
function factsOf(cert: string): object {
  if (last?.cert !== cert) last = { cert, facts: read(cert) };
  return last.facts;
}

/** Never throws: here that would be in the middle of a handshake. */
function read(cert: string): object {
  try {
    const shown = new X509Certificate(cert);
    return {
      fingerprint: shown.fingerprint256,
      names: shown.subjectAltName,
      until: shown.validTo,
    };
  } catch {
    return {};
  }
}
