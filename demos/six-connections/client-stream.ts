import { whyRefused } from './client-refusal.ts';
import type { Ask, Counts } from './client-ways.ts';

type Told = Counts & { socket: number };

export const askStream: Ask = (address, asked) => {
  const { entry, counted, over } = asked;
  const explain = async () => over(...(await whyRefused(address)));

  // #region stream
  const source = new EventSource(address);
  source.onopen = () => entry.show('open', 'open');
  source.onmessage = ({ data }) => {
    const counts = JSON.parse(String(data)) as Told;
    entry.show('open', 'socket', counts);
    counted(counts);
  };
  source.onerror = () => {
    const isFinal = source.readyState === EventSource.CLOSED;
    if (isFinal) void explain();
    else entry.show('waiting', 'waits');
  };
  // #endregion stream

  return () => source.close();
};
