/** Everything that the server refuses, and the sentence it says. */
const refusals = {
  reader: [400, 'Say who you are: ?reader=, 1 to 20 characters.'],
  json: [400, 'Send JSON: {"text":"…","column":"todo"}.'],
  text: [400, 'A card has a text of 1 to 80 characters.'],
  column: [400, 'The columns are todo, doing and done.'],
  refused: [403, 'Refused, because you asked for that.'],
  place: [404, 'Not found. There are events, cards and editing.'],
  card: [404, 'There is no such card. Was it deleted?'],
  full: [409, 'The board is full: it has 30 cards. Delete one.'],
  changed: [412, 'Somebody has changed this card since you saw it.'],
  large: [413, 'A change says its length: at most 1000 bytes.'],
  version: [428, 'Say which version you saw: If-Match: "7".'],
  hurry: [429, 'The board takes 20 changes a second. Try again.'],
  crowd: [503, 'There are 40 readers already. Come back later.'],
} as const;

type Refusal = Error & { status: number; body: object };

/** Ends a request with a code for the page, a sentence for people. */
export function refuse(
  code: keyof typeof refusals,
  current?: object,
): never {
  const [status, sentence] = refusals[code];
  const body = { code, sentence, current };
  throw Object.assign(new Error(sentence), { status, body });
}

/** The error as the refusal it is; undefined if it is none. */
export function asRefusal(error: unknown): Refusal | undefined {
  const isRefusal = error instanceof Error && 'body' in error;
  return isRefusal ? (error as Refusal) : undefined;
}
