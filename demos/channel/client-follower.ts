import type { Change, Ledger } from './client-ledger.ts';
import type { Server } from './client-server.ts';

type Reset = { reason: string };

/** Keeps a sum by what it is told, and its place in the channel. */
export function createFollower(server: Server, ledger: Ledger) {
  let source: EventSource | undefined;
  let timer = 0;

  // #region begin
  /** The state, and where it was taken; then events. */
  async function begin(): Promise<void> {
    const state = await server.state();
    ledger.begin(state);
    follow(state.id);
  }
  // #endregion begin

  // #region follow
  function follow(after: string): void {
    source?.close();
    source = server.open(after);
    source.onopen = () => ledger.opened();
    source.onmessage = ({ lastEventId, data }) =>
      ledger.take(lastEventId, JSON.parse(String(data)) as Change);
    source.addEventListener('reset', beginAnew);
  }
  // #endregion follow

  // #region anew
  /** Something is missing, and the channel says so. */
  function beginAnew({ data }: MessageEvent): void {
    const { reason } = JSON.parse(String(data)) as Reset;
    source?.close();
    ledger.reset(reason);
    begin().catch(ledger.fail);
  }
  // #endregion anew

  return {
    begin,
    /** Closes the stream, and comes back as a new page would. */
    leave(seconds: number): void {
      source?.close();
      clearTimeout(timer);
      ledger.left(seconds);
      timer = window.setTimeout(
        () => follow(ledger.id()),
        seconds * 1000,
      );
    },
    end(): void {
      clearTimeout(timer);
      source?.close();
    },
  };
}
