/** What a reader may choose: messages a second, and bytes of each. */
export const rates = [0.2, 1, 5, 20, 50];
export const sizes = [64, 256, 1024, 2048];

/** Takes one message. What it cannot take, it drops. */
export type Send = (message: string) => void;

export type News = {
  join: (send: Send) => () => void;
  set: (rate: number, size: number) => void;
  burst: (count: number) => void;
  receivers: () => number;
  stop: () => void;
};

/** One source of messages, and whoever receives them. */
export function createNews(): News {
  const receivers = new Set<Send>();
  let [rate, size] = [1, 64];
  let n = 0;
  let timer: NodeJS.Timeout | undefined;

  // #region produce
  function produce(): void {
    const message = compose(++n, size);
    for (const send of receivers) send(message);
  }
  // #endregion produce

  function goOn(): void {
    clearInterval(timer);
    timer = setInterval(produce, 1000 / rate).unref();
  }

  goOn();
  return {
    join(send) {
      receivers.add(send);
      return () => void receivers.delete(send);
    },
    set(newRate, newSize) {
      [rate, size] = [newRate, newSize];
      goOn();
    },
    burst(count) {
      for (let sent = 0; sent < count; sent++) produce();
    },
    receivers: () => receivers.size,
    stop: () => clearInterval(timer),
  };
}

/** A message of exactly `size` bytes, with its number and its time. */
function compose(n: number, size: number): string {
  const at = performance.timeOrigin + performance.now();
  const bare = JSON.stringify({ n, at, fill: '' });
  return bare.replace('""', `"${'x'.repeat(size - bare.length)}"`);
}
