import type { Account } from './client-account.ts';

/** The line to the server: begun, left, and begun anew. */
export function createLine(url: string, account: Account) {
  let source: EventSource | undefined;
  let query = new URLSearchParams();
  let stored = '';
  let timer = 0;

  // #region listen
  function open(): void {
    source = new EventSource(`${url}events?${query}`);
    source.addEventListener('message', (event) => {
      account.receive(numberIn(event));
      stored = event.lastEventId;
    });
    source.addEventListener('reset', (event) => {
      account.reset(numberIn(event));
    });
    source.onerror = () => account.down(source?.readyState === 2);
  }
  // #endregion listen

  function leave(): void {
    source?.close();
    clearTimeout(timer);
  }

  return {
    leave,
    /** A run of its own on the server: its numbers begin at 1. */
    begin(fields: [string, string][]): void {
      leave();
      account.clear();
      query = new URLSearchParams(fields);
      open();
    },
    // #region anew
    /** As after a reload: a new object has no last event ID. */
    beginAnew(withId: boolean): void {
      leave();
      account.down(false);
      if (withId) query.set('last', stored);
      else query.delete('last');
      timer = window.setTimeout(open, 3000);
    },
    // #endregion anew
    cutAfterNext(): void {
      const address = `${url}cut?${query}`;
      fetch(address, { method: 'POST' }).catch(() => {});
    },
  };
}

function numberIn({ data }: MessageEvent): number {
  return (JSON.parse(String(data)) as { number: number }).number;
}
