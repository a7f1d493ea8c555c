type Around = {
  publish: (data: string) => void;
  /** Whether nobody reads. */
  isAlone: () => boolean;
  stop: () => void;
};

const rates = [0, 2, 20, 100];
/** Seconds that news goes on for nobody. */
const patience = 60;

/** Publishes numbers to be added up, and adds them up, too. */
export function createProducer({ publish, isAlone, stop }: Around) {
  let sum = 0;
  let alone = 0;

  // #region produce
  function produce(): void {
    const add = 1 + Math.floor(Math.random() * 9);
    sum += add;
    publish(JSON.stringify({ add, sum }));
  }
  // #endregion produce

  let timer = every(20);
  const watch = setInterval(() => {
    alone = isAlone() ? alone + 1 : 0;
    if (alone < patience) return;
    clearInterval(watch);
    clearInterval(timer);
    stop();
  }, 1000).unref();

  function every(rate: number): NodeJS.Timeout | undefined {
    return rate ? setInterval(produce, 1000 / rate).unref() : undefined;
  }

  return {
    sum: () => sum,
    forget: () => void (sum = 0),
    /** @returns false for a rate that there is not */
    setRate: (rate: number): boolean => {
      if (!rates.includes(rate)) return false;
      clearInterval(timer);
      timer = every(rate);
      return true;
    },
  };
}
