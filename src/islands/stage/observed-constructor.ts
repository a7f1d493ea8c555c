// Lets the stage watch objects that the demo's own code makes, without touching that code: the page's
// constructor still makes real ones, and whoever watches their address is told.

type Connecting = EventSource | WebSocket;

/** What is done with an object whose address is watched. */
export type Observer<T extends Connecting> = {
  /** The object exists, and nobody listens to it yet. */
  made: (one: T) => void;
  /** Makes something else in place of a real one: a recording. */
  replace?: ((url: string) => T) | undefined;
};

/**
 * A constructor that does what `real` does, and tells who watches the address.
 * @param addressOf the address in the form in which it is watched
 * @returns the constructor, and `watch`, which watches addresses that begin with one of `bases` until
 * the function that it returns is called
 */
export function observeConstructor<T extends Connecting>(
  real: new (...args: never[]) => T,
  addressOf: (url: URL) => string = ({ href }) => href,
) {
  const observers = new Map<string, Observer<T>>();
  const observed = new Proxy(real, {
    construct(target, args: [string | URL, ...never[]], newTarget) {
      const url = addressOf(new URL(args[0], location.href));
      const observer = [...observers].find(([base]) => url.startsWith(base))?.[1];
      const one = observer?.replace?.(url) ?? (Reflect.construct(target, args, newTarget) as T);
      observer?.made(one);
      return one;
    },
  });
  return {
    observed,
    watch: (bases: string[], observer: Observer<T>) => {
      for (const base of bases) observers.set(base, observer);
      return () => {
        for (const base of bases) observers.delete(base);
      };
    },
  };
}
