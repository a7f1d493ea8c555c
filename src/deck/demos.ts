// A demo is connected while its slide is current, and only then. A presenter who stopped it finds
// it stopped on return.

type Demo = HTMLElement & { running?: boolean; start(): Promise<void>; stop(): void };

export function createDemoSwitch() {
  const stopped = new WeakSet<Demo>();
  let current: Element | undefined;
  const demosOf = (slide: Element) => [...slide.querySelectorAll<Demo>('sse-demo')];

  async function enter(slide: Element): Promise<void> {
    current = slide;
    const demos = demosOf(slide);
    if (!demos.length) return;
    await customElements.whenDefined('sse-demo');
    if (current !== slide) return;
    for (const demo of demos) if (!stopped.has(demo)) void demo.start();
  }

  function leave(slide: Element): void {
    for (const demo of demosOf(slide)) {
      if (demo.running) stopped.delete(demo);
      else if (demo.running === false) stopped.add(demo);
      demo.stop?.();
    }
  }

  // A page kept for "back" was disconnected when it was left.
  addEventListener('pageshow', ({ persisted }) => persisted && current && void enter(current));
  return { enter, leave };
}
