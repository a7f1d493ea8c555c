type Item = { id: number; who: string; what: string };
export type News = ReturnType<typeof createNews>;

const people = ['Ana', 'Bo', 'Cleo', 'Dan', 'Eva'];

/** The news of one reader, made for as long as somebody asks. */
export function createNews(onIdle: () => void) {
  const items: (Item & { at: number })[] = [];
  const followers = new Set<() => void>();
  let count = 0;
  let seconds = 3;
  let usedAt = Date.now();
  let timer = plan();

  /** Real news keeps no timetable: somewhat sooner, or later. */
  function plan(): NodeJS.Timeout {
    const wait = (seconds || 10) * (0.5 + Math.random());
    // Between two polls nothing is open whose `close` could end this.
    return setTimeout(next, wait * 1000).unref();
  }

  function next(): void {
    const idle = Date.now() - usedAt > 30_000;
    if (idle && followers.size === 0) return onIdle();
    const who = people[count % people.length]!;
    if (seconds) publish(who, count % 2 ? 'message' : 'login');
    timer = plan();
  }

  function publish(who: string, what: string): void {
    items.push({ id: ++count, who, what, at: Date.now() });
    if (items.length > 50) items.shift();
    for (const tell of [...followers]) tell();
  }

  return {
    publish,
    isFollowed: () => followers.size > 0,
    stop: () => clearTimeout(timer),
    /** One item about every so many seconds; 0 for none. */
    setPace(wanted: number): void {
      seconds = wanted;
      clearTimeout(timer);
      timer = plan();
    },
    /** Items after number `id`, with the milliseconds each waited. */
    since(id: number) {
      const now = (usedAt = Date.now());
      // A number that we have not reached is from a server before us.
      const after = id <= count ? id : 0;
      return items
        .filter((item) => item.id > after)
        .map(({ at, ...item }) => ({ ...item, waited: now - at }));
    },
    follow(tell: () => void): () => void {
      followers.add(tell);
      return () => void followers.delete(tell);
    },
  };
}
