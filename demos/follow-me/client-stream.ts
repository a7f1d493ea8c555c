/** Holds on to a stream, also when it is answered with an error. */
export function createStream(
  make: () => EventSource,
  take: (event: MessageEvent<string>) => void,
) {
  let source: EventSource | undefined;
  let again = 0;

  function open(): void {
    source = make();
    source.addEventListener('room', take);
    source.onerror = () => {
      // Connecting: the browser does it by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      again = window.setTimeout(open, 500 + Math.random() * 1000);
    };
  }

  return {
    open,
    close(): void {
      clearTimeout(again);
      source?.close();
    },
  };
}
