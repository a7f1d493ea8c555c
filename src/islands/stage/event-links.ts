// Ties each event to what the demo's client added to the page for it, and marks bytes and event
// together when either is pointed at.

export type EventLinks = {
  /** The event of that number is about to reach the demo's listeners. */
  dispatched: (event: MessageEvent, number: number) => void;
  count: () => number;
  lastEventId: () => string;
  /** No more events will come; what is there stays linked. */
  stop: () => void;
  /** The panes are about to be emptied. */
  forget: () => void;
};

export function linkEvents(stage: HTMLElement): EventLinks {
  const log = stage.querySelector<HTMLElement>('[data-view-log]')!;
  let count = 0;
  let lastEventId = '';
  /** The number of the event that the demo's listeners are being told of. */
  let current: number | undefined;

  // Runs right after each of the demo's listeners: what they added belongs to the current event.
  const observer = new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) {
      for (const node of addedNodes)
        if (node instanceof HTMLElement && current) node.dataset['event'] ??= String(current);
    }
    if (log.role === 'log') log.scrollTop = log.scrollHeight;
  });
  observer.observe(log, { childList: true, subtree: true });

  function mark(event: Event): void {
    const number = (event.target as Element).closest<HTMLElement>('[data-event]')?.dataset['event'];
    for (const one of stage.querySelectorAll('.linked')) one.classList.remove('linked');
    if (!number) return;
    for (const one of stage.querySelectorAll(`[data-event="${number}"]`))
      one.classList.add('linked');
  }
  const listening = new AbortController();
  stage.addEventListener('pointerover', mark, listening);
  stage.addEventListener('pointerleave', mark, listening);

  return {
    dispatched(event, number) {
      count++;
      current = number;
      // A WebSocket's message has none, and changes nothing about the stream's.
      if (!(event.target instanceof WebSocket)) lastEventId = event.lastEventId;
      // Once all listeners have run: what a demo adds later is of no event.
      setTimeout(() => {
        if (current === number) current = undefined;
      });
    },
    count: () => count,
    lastEventId: () => lastEventId,
    stop: () => observer.disconnect(),
    forget: () => listening.abort(),
  };
}
