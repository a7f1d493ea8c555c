import type { Probe } from './client-types.ts';

// #region upload
/** A request whose body is a stream: whether the browser has it. */
export const upload: Probe = (url) => {
  let isAsked = false;
  const options = {
    method: 'POST',
    body: new ReadableStream(),
    get duplex() {
      isAsked = true;
      return 'half';
    },
  };
  const { headers } = new Request(url, options);
  // Who does not know it makes text of the stream. Tried it is not:
  // this server wants to know how long a body is before it comes.
  const isKnown = isAsked && !headers.has('content-type');
  return Promise.resolve({ verdict: isKnown ? 'unknown' : 'no' });
};
// #endregion upload

/** There is no HTTP/3 here: only whether the browser has it. */
export const webTransport: Probe = () =>
  Promise.resolve({
    verdict: 'WebTransport' in globalThis ? 'unknown' : 'no',
  });

/** Nobody is asked for leave: what there is, and what was granted. */
export const push: Probe = () => {
  const has = 'PushManager' in globalThis;
  const leave = has ? Notification.permission : '';
  const verdict = has ? 'unknown' : 'no';
  return Promise.resolve({ verdict, facts: { leave } });
};
