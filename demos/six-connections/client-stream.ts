import type { Ask, Counts } from './client-ways.ts';
import { whyRefused } from './client-refusal.ts';

// #region stream
export const askStream: Ask = (address, { entry, counted, over }) => {
  const source = new EventSource(address);
  source.onopen = () => entry.show('open', 'open');
  source.onmessage = ({ data }) => {
    const counts = JSON.parse(String(data)) as Required<Counts>;
    entry.show('open', 'socket', { socket: counts.socket });
    counted(counts);
  };
  source.onerror = () => {
    const isFinal = source.readyState === EventSource.CLOSED;
    if (isFinal) void whyRefused(address).then((why) => over(...why));
    else entry.show('waiting', 'waits');
  };
  return () => source.close();
};
// #endregion stream
