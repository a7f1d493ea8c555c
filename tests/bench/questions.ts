// What the bench asks its child processes, and how these answer.

export type Usage = {
  /** Microseconds of CPU since the process began, those of the system included. */
  cpu: number;
};

/** How a reader asks: over HTTP/2 some of them share a connection. */
export type Asking = 'events' | 'websocket' | 'http2';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each answer has its own question
export type Answers = Record<string, (question: any) => unknown>;

export type ServerAnswers = {
  port: () => number;
  /** So many events of so many bytes, in one turn of the loop. */
  publish: (what: { count: number; size: number }) => void;
  usage: () => Usage;
  /** Resident bytes, after what could be collected has been. */
  memory: () => Promise<number>;
};

export type ClientAnswers = {
  /** Resolves when all of them have an answer. Those that stall read nothing after it. */
  open: (what: { port: number; count: number; asking: Asking; stall?: boolean }) => Promise<void>;
  /** Resolves with the events that have arrived, once there are so many. */
  arrived: (atLeast: number) => Promise<number>;
  usage: () => Usage;
  /** Begins to note how long events take. */
  sample: () => void;
  /** Microseconds from publish to read that 99 of 100 did not exceed. */
  latency: () => number;
};

export type Message = { id: number; what: string; question?: unknown };
export type Reply = { id: number; answer?: unknown; error?: string };

export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system };
}

/** Answers the parent for as long as it is there. */
export function answerParent(answers: Answers): void {
  process.on('message', (message: Message) => void reply(answers, message));
  process.on('disconnect', () => process.exit());
}

async function reply(answers: Answers, { id, what, question }: Message): Promise<void> {
  try {
    const answer = await answers[what]!(question);
    // Zero: told, not asked. An answer would be work that is not the server's.
    if (id !== 0) process.send!({ id, answer } satisfies Reply);
  } catch (error) {
    process.send!({ id, error: (error as Error).message } satisfies Reply);
  }
}
