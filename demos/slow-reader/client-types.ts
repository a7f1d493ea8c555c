export type Way = 'loop' | 'engine';

/** How a run began; times in seconds. */
export type Began = {
  way: Way;
  rate: number;
  slow: number;
  others: number;
  run: number;
  stops: number;
  goesOn: number;
};

/** The state of a run after `t` seconds. */
export type Sample = {
  way: Way;
  t: number;
  /** Bytes that wait in the server's sockets for readers. */
  waiting: number;
  /** Bytes kept, more than at the beginning. */
  memory: number;
  /** Microseconds of processor since the beginning. */
  cpu: number;
  /** Events times readers. */
  heard: number;
  /** Milliseconds from being said to being heard, by the others. */
  p50: number;
  p99: number;
  /** Of the slow ones. */
  cuts: number;
  lost: number;
  twice: number;
  resets: number;
  late: number;
};
