// Ties each event to what the demo's client added to the page for it, and marks bytes and event
// together when either is pointed at.

export type EventLinks = {
  /** An event is about to reach the demo's listeners. */
  dispatched: (event: MessageEvent) => void;
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

  // Runs right after each of the demo's listeners: what they added belongs to the current event.
  const observer = new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) {
      for (const node of addedNodes)
        if (node instanceof HTMLElement && count > 0) node.dataset['event'] ??= String(count);
    }
    log.scrollTop = log.scrollHeight;
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
    dispatched(event) {
      count++;
      lastEventId = event.lastEventId;
    },
    count: () => count,
    lastEventId: () => lastEventId,
    stop: () => observer.disconnect(),
    forget: () => listening.abort(),
  };
}
