// A process that serves until it is told to stop.

/**
 * Starts something and closes it at Ctrl-C or SIGTERM, with exit code 0; a second Ctrl-C does not
 * wait. What cannot start says why in its own sentence, with exit code 1.
 */
export async function runUntilStopped(
  start: () => Promise<{ close: () => Promise<void> }>,
): Promise<void> {
  const stopping = Promise.withResolvers<void>();
  let asked = false;
  const stop = () => {
    if (asked) process.exit(130);
    asked = true;
    stopping.resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

  try {
    const { close } = await start();
    void stopping.promise
      .then(close)
      .catch((error: unknown) => console.error(error))
      .finally(() => process.exit(0));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
