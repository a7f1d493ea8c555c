import { estimateClock } from './client-clock.ts';
import { compare } from './client-compare.ts';
import { connect } from './client-connect.ts';
import { obey } from './client-controls.ts';
import { createLane } from './client-lane.ts';

/** The same news over an event stream and over a WebSocket. */
export function start(view: HTMLElement, url: string): () => void {
  const reader =
    view.dataset['reader'] ?? Math.random().toString(36).slice(2, 12);
  const stop = new AbortController();
  const clock = estimateClock(`${url}clock`, stop.signal);
  const lanes = {
    stream: createLane(
      view,
      'stream',
      `events?reader=${reader}`,
      clock,
    ),
    socket: createLane(view, 'socket', `ws?reader=${reader}`, clock),
  };
  let disconnect = (): void => {};

  function begin(): void {
    disconnect();
    lanes.stream.clear();
    lanes.socket.clear();
    disconnect = connect(url, reader, lanes);
  }

  const over = url.startsWith('https:') ? 'http2' : 'http1';
  view.querySelector('[data-over]')!.classList.add(`protocol-${over}`);
  const showSame = compare(view, lanes, clock);
  // Now and then: to write at each message would itself be a delay.
  const timer = setInterval(() => {
    lanes.stream.show();
    lanes.socket.show();
    showSame();
  }, 250);
  const release = obey(view, url, reader, lanes, begin);
  begin();
  return () => {
    stop.abort();
    clearInterval(timer);
    disconnect();
    release();
  };
}
