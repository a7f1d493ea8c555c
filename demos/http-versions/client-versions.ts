import type { Lane } from './client-lane.ts';

/** Shows what the browser says it spoke. */
export function watchVersions(
  lanes: Lane[],
  stopped: AbortSignal,
): void {
  // #region hop
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { name, nextHopProtocol } =
        entry as PerformanceResourceTiming;
      const lane = lanes.find(({ address }) =>
        name.startsWith(address),
      );
      if (nextHopProtocol) lane?.show('hop', nextHopProtocol);
    }
  });
  observer.observe({ type: 'resource' });
  // #endregion hop
  stopped.addEventListener('abort', () => observer.disconnect());
}
