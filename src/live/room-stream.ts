// A room's event stream, held through everything that happens to a page: a server that starts anew,
// a proxy that answers for it, a phone in a pocket, the back/forward cache. Each event is the whole
// state, so coming back is always the same: open, and take the next event.

export type StreamState =
  /** Open. */
  | 'live'
  /** Not open for some seconds; it tries again by itself. */
  | 'waiting'
  /** The server is there, and has no such room (any more). It has given up. */
  | 'gone';

export type RoomStream = { close(): void };

type Heard<View> = {
  view(view: View): void;
  state(state: StreamState): void;
};

/** Milliseconds that a short break may last before anybody is told. */
const patience = 3000;
/** Milliseconds in a pocket after which an open stream is not believed any more. */
const longAway = 10_000;
const longestPause = 15_000;
/** Milliseconds without an answer after which a connection is given up: a sleep may have killed it. */
const shortSilence = 2000;
/** A browser may have that many idle ones to a server, all of them dead, and takes them one by one. */
const mostIdle = 6;

/**
 * Opens `/api/live/<code>` or another stream of the room.
 * @param event the type of its events, whose data is JSON
 */
export function openRoomStream<View>(url: string, event: string, heard: Heard<View>): RoomStream {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  let silent: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let silences = 0;
  let hiddenSince = 0;
  let isClosed = false;

  function open(): void {
    shut();
    source = new EventSource(url);
    waitForAnswer();
    source.onopen = () => {
      failures = silences = 0;
      clearTimeout(silent);
      clearTimeout(late);
      late = undefined;
      heard.state('live');
    };
    source.addEventListener(event, ({ data }: MessageEvent<string>) =>
      heard.view(JSON.parse(data) as View),
    );
    // #region error
    source.onerror = () => {
      waitForAnswer();
      // Connecting: the browser tries again. Closed: it was
      // answered with something else, and does not.
      const { readyState } = source!;
      if (readyState === EventSource.CLOSED) void retry();
    };
    // #endregion error
  }
  /** Not open yet: that is told when it lasts, and given up when nothing answers. */
  function waitForAnswer(): void {
    late ??= setTimeout(tellLate, patience);
    clearTimeout(silent);
    const bearable = shortSilence * 2 ** Math.max(0, silences - mostIdle);
    silent = setTimeout(giveUp, Math.min(longestPause, bearable));
  }
  function giveUp(): void {
    silences++;
    open();
  }
  const tellLate = (): void => heard.state('waiting');

  // #region retry
  async function retry(): Promise<void> {
    if (await hasNoRoom(url)) return end('gone');
    if (isClosed) return;
    clearTimeout(silent);
    const pause = Math.min(longestPause, 1000 * 2 ** failures++);
    clearTimeout(again);
    // Not all of a class in the same moment.
    again = setTimeout(open, pause * (0.5 + Math.random()));
  }
  // #endregion retry

  function shut(): void {
    clearTimeout(again);
    clearTimeout(silent);
    source?.close();
    source = undefined;
  }
  function end(state: StreamState): void {
    close();
    heard.state(state);
  }
  function close(): void {
    isClosed = true;
    clearTimeout(late);
    shut();
    for (const [type, listener] of listeners) removeEventListener(type, listener, true);
  }

  // #region look-again
  /** An open stream may be dead: a phone slept. */
  function lookAgain(): void {
    if (document.hidden) return void (hiddenSince = Date.now());
    const isLong = Date.now() - hiddenSince > longAway;
    const isOpen = source?.readyState === EventSource.OPEN;
    if (isLong || !isOpen) open();
  }
  // #endregion look-again
  /** Kept by the browser, and shown again. */
  const restored = (event: Event): void => {
    if ((event as PageTransitionEvent).persisted) open();
  };

  // #region back
  const listeners: [string, (event: Event) => void][] = [
    // Kept for Back, it would go on and hold a connection.
    ['pagehide', shut],
    ['pageshow', restored],
    ['online', open],
    ['visibilitychange', lookAgain],
  ];
  // #endregion back
  for (const [type, listener] of listeners) addEventListener(type, listener, true);
  open();
  return { close };
}

async function hasNoRoom(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(url, { method: 'HEAD' });
    return status === 404 || status === 403;
  } catch {
    return false;
  }
}
