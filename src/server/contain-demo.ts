// A demo is a program for trying things, so it may fail; the companion must not fail with it.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export type DemoHandler = (req: IncomingMessage, res: ServerResponse) => unknown;
export type UpgradeHandler = (req: IncomingMessage, socket: Duplex, head: Buffer) => unknown;

/** A demo at work, and how to leave whom it serves. */
export type Running = { slug: string; giveUp: () => void };

// Follows a demo into its timers, promises and event listeners.
const running = new AsyncLocalStorage<Running>();

/** Runs a demo's handler. What it throws or rejects becomes a line in the log and a 500, or the end of its response. */
export function runContained(
  slug: string,
  handler: DemoHandler,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const demo = answering(slug, res);
  // Without a listener an `error` event would end the process.
  res.on('error', (error) => {
    if (!res.writableEnded) fail(demo, error);
  });
  contain(demo, () => handler(req, res));
}

/** Runs a demo's code. What it throws or rejects, now or later, is its failure. */
export function contain(demo: Running, run: () => unknown): void {
  running.run(demo, () => {
    try {
      Promise.resolve(run()).catch((error: unknown) => fail(demo, error));
    } catch (error) {
      fail(demo, error);
    }
  });
}

/**
 * Makes the process survive what a demo throws later, from a timer or an `error` event.
 * For process entries only: what no demo threw ends the process, as it would have without this.
 * @returns stop
 */
export function surviveDemos(): () => void {
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  return () => {
    process.off('uncaughtException', onUncaught);
    process.off('unhandledRejection', onUncaught);
  };
}

function onUncaught(reason: unknown): void {
  const demo = running.getStore();
  if (demo) return fail(demo, reason);
  console.error(reason);
  process.exit(1);
}

/** Says what failed, and leaves whom the demo served with an answer instead of a wait. */
export function fail({ slug, giveUp }: Running, reason: unknown): void {
  console.error(describe(slug, reason));
  giveUp();
}

/** A demo that answers a request. */
export function answering(slug: string, res: ServerResponse): Running {
  return {
    slug,
    giveUp() {
      if (res.headersSent) return void res.end();
      res.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      res.end(`The demo "${slug}" failed. The terminal of the companion says why.\n`);
    },
  };
}

function describe(slug: string, reason: unknown): string {
  const message = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  const stack = reason instanceof Error ? (reason.stack ?? '') : '';
  const place = new RegExp(`${slug}[\\\\/]server(?:-[a-z0-9-]+)?\\.ts:\\d+`).exec(stack)?.[0];
  return `The demo "${slug}" failed: ${message}${place ? ` (demos/${place})` : ''}`;
}
