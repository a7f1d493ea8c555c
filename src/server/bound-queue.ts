// A reader that does not read: what waits for it is memory for somebody who may never take it.

type Writer = {
  write: (...args: never[]) => boolean;
  writableLength: number;
  destroy: () => unknown;
};

/** Bytes that may wait for one reader. */
const mostWaiting = 4 * 1024 * 1024;

/** Gives up on a reader for whom too much is waiting, whatever the demo goes on writing. */
export function boundQueue(writer: Writer): void {
  const write = writer.write.bind(writer) as (...args: unknown[]) => boolean;
  writer.write = (...args: unknown[]) => {
    const goesOn = write(...args);
    if (writer.writableLength > mostWaiting) writer.destroy();
    return goesOn;
  };
}
