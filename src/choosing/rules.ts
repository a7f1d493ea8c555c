// What speaks for and against each way of bringing news to a page, and when. The sentences are in
// src/i18n/<locale>/choosing.json under the same names; a rule’s link leads to where it is shown.

export const ways = ['polling', 'sse', 'fetch', 'websocket', 'webtransport', 'push'] as const;
export type Way = (typeof ways)[number];

/** What a reader may be asked, and the answers that change something. */
export const questions = {
  direction: ['server', 'both-rarely', 'both-often'],
  data: ['text', 'binary'],
  rate: ['rare', 'some', 'fast'],
  loss: ['resume', 'latest'],
  closed: ['yes'],
  request: ['headers'],
  have: ['rest'],
  line: ['http1', 'http2', 'unknown'],
  platform: ['limited'],
} as const;
export type Question = keyof typeof questions;
export type Answers = Partial<Record<Question, string>>;

/** `out`: it cannot be done that way. */
export type Verdict = 'for' | 'against' | 'out';

export type Rule = { way: Way; verdict: Verdict; when: Answers; reason: string; chapter: string };

const rule = (
  way: Way,
  verdict: Verdict,
  reason: string,
  chapter: string,
  when: Answers,
): Rule => ({
  ...{ way, verdict, reason, chapter, when },
});

export const rules: Rule[] = [
  rule('polling', 'for', 'rare', 'four-ways', { rate: 'rare' }),
  rule('polling', 'for', 'limited', 'four-ways', { platform: 'limited' }),
  rule('polling', 'against', 'some', 'four-ways', { rate: 'some' }),
  rule('polling', 'out', 'fast', 'four-ways', { rate: 'fast' }),
  rule('polling', 'out', 'closed', 'keeping-alive', { closed: 'yes' }),
  rule('sse', 'for', 'server', 'one-request', { direction: 'server' }),
  rule('sse', 'for', 'bothRarely', 'talking-back', { direction: 'both-rarely' }),
  rule('sse', 'against', 'bothOften', 'binary-both-ways', { direction: 'both-often' }),
  rule('sse', 'against', 'binary', 'binary-both-ways', { data: 'binary' }),
  rule('sse', 'for', 'resume', 'reconnection', { loss: 'resume' }),
  rule('sse', 'for', 'rest', 'talking-back', { have: 'rest' }),
  rule('sse', 'out', 'headers', 'eventsource', { request: 'headers' }),
  rule('sse', 'against', 'http1', 'six-connections', { line: 'http1' }),
  rule('sse', 'for', 'http2', 'many-streams', { line: 'http2' }),
  rule('sse', 'against', 'unknown', 'binary-both-ways', { line: 'unknown' }),
  rule('sse', 'against', 'limited', 'keeping-alive', { platform: 'limited' }),
  rule('sse', 'out', 'closed', 'keeping-alive', { closed: 'yes' }),
  rule('fetch', 'for', 'headers', 'four-ways', { request: 'headers' }),
  rule('fetch', 'for', 'binary', 'binary-both-ways', { data: 'binary', direction: 'server' }),
  rule('fetch', 'against', 'resume', 'reconnection', { loss: 'resume' }),
  rule('fetch', 'against', 'bothOften', 'binary-both-ways', { direction: 'both-often' }),
  rule('fetch', 'against', 'http1', 'six-connections', { line: 'http1' }),
  rule('fetch', 'against', 'limited', 'keeping-alive', { platform: 'limited' }),
  rule('fetch', 'out', 'closed', 'keeping-alive', { closed: 'yes' }),
  rule('websocket', 'for', 'bothOften', 'binary-both-ways', { direction: 'both-often' }),
  rule('websocket', 'for', 'binary', 'binary-both-ways', { data: 'binary' }),
  rule('websocket', 'for', 'fast', 'message-cost', { rate: 'fast' }),
  rule('websocket', 'for', 'http1', 'six-connections', { line: 'http1' }),
  rule('websocket', 'against', 'resume', 'line-drops', { loss: 'resume' }),
  rule('websocket', 'against', 'rest', 'binary-both-ways', { have: 'rest' }),
  rule('websocket', 'against', 'headers', 'same-news-twice', { request: 'headers' }),
  rule('websocket', 'against', 'unknown', 'binary-both-ways', { line: 'unknown' }),
  rule('websocket', 'against', 'limited', 'keeping-alive', { platform: 'limited' }),
  rule('websocket', 'out', 'closed', 'keeping-alive', { closed: 'yes' }),
  rule('webtransport', 'for', 'latest', 'choosing', { rate: 'fast', loss: 'latest' }),
  rule('webtransport', 'for', 'binary', 'choosing', { data: 'binary', direction: 'both-often' }),
  rule('webtransport', 'against', 'rest', 'choosing', { have: 'rest' }),
  rule('webtransport', 'against', 'unknown', 'choosing', { line: 'unknown' }),
  rule('webtransport', 'out', 'http1', 'choosing', { line: 'http1' }),
  rule('webtransport', 'out', 'limited', 'choosing', { platform: 'limited' }),
  rule('webtransport', 'out', 'closed', 'keeping-alive', { closed: 'yes' }),
  rule('push', 'for', 'closed', 'choosing', { closed: 'yes' }),
  rule('push', 'against', 'some', 'choosing', { rate: 'some' }),
  rule('push', 'out', 'fast', 'choosing', { rate: 'fast' }),
  rule('push', 'out', 'bothOften', 'choosing', { direction: 'both-often' }),
];

/** Situations that readers know, as answers. */
export const cases = {
  rest: { have: 'rest', direction: 'both-rarely', data: 'text' },
  binaryBothWays: { data: 'binary', direction: 'both-often' },
  tokens: { request: 'headers', direction: 'server', data: 'text' },
  screens: { direction: 'server', rate: 'some', loss: 'resume', line: 'http2' },
  chat: { direction: 'both-rarely', data: 'text', loss: 'resume' },
  game: { direction: 'both-often', data: 'binary', rate: 'fast', loss: 'latest' },
  closed: { closed: 'yes', rate: 'rare' },
  number: { direction: 'server', rate: 'rare', platform: 'limited' },
  tabs: { direction: 'server', line: 'http1' },
} satisfies Record<string, Answers>;
export type CaseName = keyof typeof cases;
