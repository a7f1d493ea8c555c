// Processes with the stream engine, and readers who come back to them by themselves.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get, type ClientRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createParser } from '../../src/sse/parse.ts';
import { atEnd } from './at-end.ts';

export type EngineProcess = {
  origin: string;
  /** Resolves when it listens. */
  start: () => Promise<void>;
  /** Ends it, however it takes a signal. @returns its exit code */
  end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
};

/** Starts one, and ends it after the file's tests. */
export async function startEngineProcess(
  port: number,
  environment: Record<string, string>,
): Promise<EngineProcess> {
  let child: ChildProcess;

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['tests/support/engine-process.ts'], {
      env: { ...process.env, PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit').then(([code]) => {
      throw new Error(`It ended with ${code} and never listened.`);
    });
    await Promise.race([once(child.stdout!, 'data'), gone]);
    gone.catch(() => {});
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }

  await start();
  atEnd(async () => void (await end('SIGKILL')));
  return { origin: `http://127.0.0.1:${port}`, start, end };
}

/** Publishes a text until it is acknowledged. What got no answer may have been kept: each attempt has a text of its own. */
export async function publish(url: string, text: string): Promise<{ id: string; data: string }> {
  for (let attempt = 1; ; attempt++) {
    const data = attempt === 1 ? text : `${text} (${attempt})`;
    const answer = await fetch(url, {
      method: 'POST',
      body: data,
      signal: AbortSignal.timeout(5000),
    }).catch(() => undefined);
    if (answer?.status === 200) return { id: await answer.text(), data };
    await answer?.body?.cancel();
    await pause(20);
  }
}

export type Reader = {
  ids: string[];
  texts: string[];
  resets: number;
  opened: number;
};

/** As an EventSource does, only sooner: comes back whatever happened, with its last ID, until the file's tests are over. */
export function readOn(url: string): Reader {
  const reader: Reader = { ids: [], texts: [], resets: 0, opened: 0 };
  let request: ClientRequest;
  let timer: NodeJS.Timeout;
  let isOver = false;
  let last = '';
  const parser = createParser({
    onEvent({ type, data, lastEventId }) {
      last = lastEventId;
      if (type === 'reset') return void (reader.resets += 1);
      reader.ids.push(lastEventId);
      reader.texts.push(data);
    },
  });

  function open(): void {
    const headers = last ? { 'Last-Event-ID': last } : {};
    request = get(url, { agent: false, headers }, (response) => {
      if (response.statusCode === 200) reader.opened += 1;
      parser.reset();
      response.on('data', parser.feed).on('error', () => {});
    });
    request.on('error', () => {});
    request.once('close', () => {
      if (!isOver) timer = setTimeout(open, 20 + Math.random() * 30);
    });
  }
  function leave(): void {
    isOver = true;
    clearTimeout(timer);
    request.destroy();
  }
  open();
  atEnd(leave);
  return reader;
}
