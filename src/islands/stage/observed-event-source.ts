// What the demo's own EventSource goes through, told to the stage.
import { observeConstructor } from './observed-constructor.ts';

export type StreamWatcher = {
  /** A new EventSource was made, or it is trying again by itself. */
  onConnecting: (source: EventSource) => void;
  onOpen: (source: EventSource) => void;
  /** `error` with `readyState` CLOSED: the browser has given up. */
  onClosed: (source: EventSource) => void;
  /** The demo's code has closed it. */
  onLeft: (source: EventSource) => void;
  /** The demo's code begins to listen to events of a type. */
  onListen: (source: EventSource, type: string) => void;
  /** An event is about to reach the demo's listeners. */
  onEvent: (source: EventSource, event: MessageEvent) => void;
  /** Makes something else in place of a real EventSource: a recording. */
  replace?: (url: string) => EventSource;
};

const { observed, watch } = observeConstructor(globalThis.EventSource);

/** Watches every EventSource whose address begins with one of `bases`, until the returned function is called. */
export function watchEventSources(bases: string[], watcher: StreamWatcher): () => void {
  globalThis.EventSource = observed as typeof EventSource;
  return watch(bases, { made: (source) => listenTo(source, watcher), replace: watcher.replace });
}

function listenTo(source: EventSource, watcher: StreamWatcher): void {
  const seen = new Set<string>();
  // The stage's listener must be there before the demo's, for every type that the demo listens to.
  const observeType = (type: string) => {
    if (seen.has(type) || type === 'open' || type === 'error') return;
    seen.add(type);
    watcher.onListen(source, type);
    listen(type, (event) => watcher.onEvent(source, event as MessageEvent));
  };
  const listen = source.addEventListener.bind(source) as EventTarget['addEventListener'];
  source.addEventListener = ((type: string, ...rest: [EventListener]) => {
    observeType(type);
    listen(type, ...rest);
  }) as EventSource['addEventListener'];
  observeType('message');
  const close = source.close.bind(source);
  source.close = () => {
    close();
    watcher.onLeft(source);
  };

  listen('open', () => watcher.onOpen(source));
  listen('error', () =>
    source.readyState === 2 ? watcher.onClosed(source) : watcher.onConnecting(source),
  );
  watcher.onConnecting(source);
}
