// Lets the stage watch the demo's own EventSource without touching the demo's code: the page's
// EventSource constructor still makes real ones, and tells the stage about those under its run.

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

const watchers = new Map<string, StreamWatcher>();
const RealEventSource = globalThis.EventSource;
let installed = false;

/** Watches every EventSource whose address begins with one of `bases`, until the returned function is called. */
export function watchEventSources(bases: string[], watcher: StreamWatcher): () => void {
  if (!installed) globalThis.EventSource = observing(RealEventSource);
  installed = true;
  for (const base of bases) watchers.set(base, watcher);
  return () => {
    for (const base of bases) watchers.delete(base);
  };
}

function observing(real: typeof EventSource): typeof EventSource {
  return new Proxy(real, {
    construct(target, args: ConstructorParameters<typeof EventSource>, newTarget) {
      const url = new URL(args[0], location.href).href;
      const watcher = [...watchers].find(([base]) => url.startsWith(base))?.[1];
      const source =
        watcher?.replace?.(url) ?? (Reflect.construct(target, args, newTarget) as EventSource);
      if (watcher) watch(source, watcher);
      return source;
    },
  });
}

function watch(source: EventSource, watcher: StreamWatcher): void {
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
