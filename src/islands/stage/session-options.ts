// What every kind of session, live or recorded, is given and gives back.
import type { Strings } from './words.ts';

export type Session = { stop: () => void };
export type DemoClient = {
  start: (view: HTMLElement, url: string, urls: DemoUrls) => () => void;
};

/** Where a demo is served over each protocol; they end in `/`. */
export type DemoUrls = { http1: string; http2: string };

export type SessionOptions = {
  /** Aborted by Stop: a session that is still being prepared then never begins. */
  signal: AbortSignal;
  stage: HTMLElement;
  /** The demo's folder name. */
  slug: string;
  protocol: 'http1' | 'http2';
  words: Strings;
  /** The browser has given up: nothing more will come. */
  onFinal: () => void;
  /** The reader has made the browser take the lab's certificate, which it had refused. */
  onTrusted: () => void;
};
