/** Resolves with the next event of a type; rejects with an error. */
export function happens(
  one: EventTarget,
  type: string,
): Promise<Event> {
  return new Promise((resolve, reject) => {
    one.addEventListener(type, resolve, { once: true });
    one.addEventListener('error', reject, { once: true });
  });
}
