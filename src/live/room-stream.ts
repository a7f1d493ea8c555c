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

/**
 * Opens `/api/live/<code>` or another stream of the room.
 * @param event the type of its events, whose data is JSON
 */
export function openRoomStream<View>(url: string, event: string, heard: Heard<View>): RoomStream {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let hiddenSince = 0;
  let isClosed = false;

  function open(): void {
    shut();
    source = new EventSource(url);
    source.onopen = () => {
      failures = 0;
      clearTimeout(late);
      late = undefined;
      heard.state('live');
    };
    source.addEventListener(event, ({ data }: MessageEvent<string>) =>
      heard.view(JSON.parse(data) as View),
    );
    // #region error
    source.onerror = () => {
      late ??= setTimeout(tellLate, patience);
      // Connecting: the browser tries again. Closed: it was
      // answered with something else, and does not.
      const { readyState } = source!;
      if (readyState === EventSource.CLOSED) void retry();
    };
    // #endregion error
  }
  const tellLate = (): void => heard.state('waiting');

  // #region retry
  async function retry(): Promise<void> {
    if (await hasNoRoom(url)) return end('gone');
    if (isClosed) return;
    const pause = Math.min(longestPause, 1000 * 2 ** failures++);
    clearTimeout(again);
    // Not all of a class in the same moment.
    again = setTimeout(open, pause * (0.5 + Math.random()));
  }
  // #endregion retry

  function shut(): void {
    clearTimeout(again);
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
