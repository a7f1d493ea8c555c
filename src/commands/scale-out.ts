// npm run scale-out: a Redis, two processes of the demo scale-out, and an nginx in front of them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../root.ts';
import { runUntilStopped } from '../server/run-until-stopped.ts';
import { accepts } from './accepts.ts';
import { findOrInstallNginx, runNginx } from './nginx.ts';
import { findOrInstallRedis, runRedis } from './redis.ts';

/** The ports that demos/scale-out/nginx.conf names; PORT moves all four together. */
const usual = 4340;
const first = Number(process.env['PORT']?.trim() || usual);
const [front, redisPort, ...processPorts] = [0, 1, 2, 3].map((n) => first + n) as [
  number,
  number,
  ...number[],
];

/** Milliseconds until a process that has ended is started again: time to look. */
const restartAfter = 10_000;

await runUntilStopped(async () => {
  const redis = findOrInstallRedis();
  const nginx = findOrInstallNginx();
  if (!redis || !nginx)
    throw new Error(
      `${redis ? 'nginx' : 'redis-server'} is not here. Install it (Debian: redis-server, nginx-light; Homebrew: redis, nginx), and run this again.`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'scale-out-'));
  const children = new Set<ChildProcess>();
  let isOver = false;

  async function close(): Promise<void> {
    isOver = true;
    const ended = [...children].map((child) => once(child, 'exit'));
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(ended);
    rmSync(folder, { recursive: true, force: true });
  }

  function keep(child: ChildProcess): ChildProcess {
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  }

  /** Starts a process of the demo, and another one in its place when it has ended. */
  function runDemo(port: number): ChildProcess {
    const script = join(root, 'src/commands/demo.ts');
    const quiet = '--disable-warning=ExperimentalWarning';
    const env = {
      ...process.env,
      PORT: String(port),
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    };
    const child = keep(
      spawn(process.execPath, [quiet, script, 'scale-out'], {
        cwd: root,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    console.log(`  process ${child.pid} at http://localhost:${port}`);
    child.once('exit', (code, signal) => {
      if (isOver) return;
      const seconds = restartAfter / 1000;
      console.log(
        `  process ${child.pid} has ended (${signal ?? code}); another one in ${seconds} s`,
      );
      setTimeout(() => {
        if (!isOver) runDemo(port);
      }, restartAfter).unref();
    });
    return child;
  }

  try {
    const log = keep(runRedis(redis, folder, redisPort, { keeps: true }));
    await answers('Redis', log, redisPort);
    const demos = processPorts.map((port) => ({ port, child: runDemo(port) }));
    for (const { port, child } of demos) await answers('The demo', child, port);
    const configuration = readFileSync(join(root, 'demos/scale-out/nginx.conf'), 'utf8');
    await answers('nginx', keep(runNginx(nginx, folder, withPorts(configuration))), front);
  } catch (error) {
    await close();
    throw error;
  }
  console.log(
    `\n  scale-out   http://localhost:${front}/   (nginx)\n\n  curl -N http://localhost:${front}/events\n\n  Kill one of the two processes (kill -9 <number>), and watch. Ctrl-C ends all.\n`,
  );
  return { close };
});

function withPorts(configuration: string): string {
  return configuration.replace(/(?<=127\.0\.0\.1:)\d+/g, (port) =>
    String(Number(port) - usual + first),
  );
}

/** Resolves once a process accepts connections. @throws a sentence if it does not */
async function answers(what: string, child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    // First whether it is there at all: something else may have the port.
    if (child.exitCode === null && (await accepts(port))) return;
    await pause(50);
  }
  throw new Error(
    `${what} does not answer at port ${port}. If something else has it, move all four with PORT=<number>.`,
  );
}
