/** One of the numbered messages. */
export type Message = { id: string; n: number };
export type Take = (message: Message) => void;

/** Messages that are kept for who comes back. */
const kept = 200;
/** Another one after each start: numbers of before are not ours. */
const epoch = Date.now().toString(36);

export type Source = {
  /** Undefined when it is not known what came after that message. */
  after: (id: string) => Message[] | undefined;
  join: (take: Take) => () => void;
  stop: () => void;
};

/** Numbers its messages, two a second, and keeps the last ones. */
export function createSource(): Source {
  const takers = new Set<Take>();
  let messages: Message[] = [];
  let n = 0;

  // #region produce
  function produce(): void {
    const message = { id: `${epoch}-${++n}`, n };
    messages = [...messages, message].slice(-kept);
    for (const take of takers) take(message);
  }
  // #endregion produce
  const timer = setInterval(produce, 500).unref();

  return {
    // #region after
    after(id) {
      const [start, number] = id.split('-');
      const isOurs = start === epoch && Number(number) <= n;
      const isKept = Number(number) >= n - messages.length;
      if (!isOurs || !isKept) return undefined;
      return messages.filter((one) => one.n > Number(number));
    },
    // #endregion after
    join(take) {
      takers.add(take);
      return () => void takers.delete(take);
    },
    stop: () => clearInterval(timer),
  };
}
