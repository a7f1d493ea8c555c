/** What this process uses, since the beginning of the run. */
export function createUse() {
  let start = { cpu: 0, memory: 0 };
  let memory = 0;
  let measuredAt = -Infinity;

  function cpu(): number {
    const { user, system } = process.cpuUsage();
    return user + system;
  }

  // #region kept
  /** What is kept, and no garbage: V8 collects when it likes. */
  function kept(): number {
    const isRecent = performance.now() - measuredAt < 900;
    if (isRecent) return memory;
    measuredAt = performance.now();
    globalThis.gc!();
    const { heapUsed, external } = process.memoryUsage();
    return (memory = heapUsed + external);
  }
  // #endregion kept

  return {
    begin: (): void => {
      start = { cpu: cpu(), memory: kept() };
    },
    /** Microseconds of processor, and bytes. */
    now: () => ({
      cpu: cpu() - start.cpu,
      memory: kept() - start.memory,
    }),
  };
}
