/** Bytes that are still arriving: wait for what must come, never for time. */
export type GrowingBytes = {
  push: (bytes: Uint8Array) => void;
  end: (how: string) => void;
  /** All that came so far. */
  all: () => Buffer;
  /** Resolves with all that came once it contains `wanted`. Rejects when it ended without. */
  until: (wanted: string | RegExp | ((text: string) => boolean)) => Promise<string>;
  /** Resolves with how it ended. */
  ended: Promise<string>;
};

export function growingBytes(): GrowingBytes {
  const parts: Uint8Array[] = [];
  const ended = Promise.withResolvers<string>();
  const checks = new Set<() => void>();
  const all = () => Buffer.concat(parts);
  const text = () => all().toString('latin1');

  return {
    all,
    ended: ended.promise,
    push(bytes) {
      parts.push(bytes);
      for (const check of checks) check();
    },
    end(how) {
      ended.resolve(how);
    },
    async until(wanted) {
      const met = (now: string) =>
        typeof wanted === 'function' ? wanted(now) : now.search(asPattern(wanted)) >= 0;
      const found = Promise.withResolvers<string>();
      const check = () => met(text()) && found.resolve(text());
      checks.add(check);
      check();
      void ended.promise.then((how) =>
        found.reject(new Error(`Ended (${how}) before ${String(wanted)}: ${text().slice(-400)}`)),
      );
      return found.promise.finally(() => checks.delete(check));
    },
  };
}

function asPattern(wanted: string | RegExp): RegExp {
  return typeof wanted === 'string' ? new RegExp(RegExp.escape(wanted)) : wanted;
}
