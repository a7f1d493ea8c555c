/** What happens next on a stream or socket; rejects when it ends. */
export function next(
  one: EventTarget,
  type: string,
): Promise<MessageEvent> {
  return new Promise((resolve, reject) => {
    const once = { once: true };
    const heard = (event: Event): void =>
      resolve(event as MessageEvent);
    one.addEventListener(type, heard, once);
    one.addEventListener('error', reject, once);
  });
}
