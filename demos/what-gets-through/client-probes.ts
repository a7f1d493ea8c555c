import { since } from './client-since.ts';
import type { Probe } from './client-types.ts';
import { spread } from './client-spread.ts';

// #region poll
/** One question, one answer. */
export const poll: Probe = async (url, signal) => {
  const began = performance.now();
  const answer = await fetch(`${url}poll`, {
    signal,
    cache: 'no-store',
  });
  await answer.text();
  return {
    verdict: answer.ok ? 'yes' : 'no',
    facts: { ms: since(began) },
  };
};
// #endregion poll

/** Three events, 300 ms apart: together means that something waits. */
export const events: Probe = (url, signal) =>
  new Promise((resolve, reject) => {
    const source = new EventSource(`${url}events?n=${Math.random()}`);
    const times: number[] = [];
    signal.addEventListener('abort', () => source.close());
    source.onmessage = () => {
      if (times.push(performance.now()) < 3) return;
      source.close();
      resolve(spread(times));
    };
    source.onerror = () => {
      source.close();
      reject(new Error('ended'));
    };
  });

/** The same without EventSource. */
export const stream: Probe = async (url, signal) => {
  const { body, ok } = await fetch(`${url}stream`, { signal });
  if (!ok || !body) return { verdict: 'no' };
  const times: number[] = [];
  const reader = body.getReader();
  while (!(await reader.read()).done) times.push(performance.now());
  return spread(times);
};
