// What follows the language on a code fence's first line:
// `file=demos/x/server.ts region=loop title="The loop" {2|4-5}`

/** One step of a fence: the lines it points at, counted from 1, or all of them. */
type LineStep = number[] | '*';

export type FenceMeta = {
  file?: string;
  region?: string;
  title?: string;
  /** One step marks lines in both readings; several are stepped through on a slide. */
  steps: LineStep[];
};

const keys = ['file', 'region', 'title'] as const;
const token =
  /\{(?<steps>[^}]*)\}|(?<key>[\w-]+)=(?:"(?<quoted>[^"]*)"|(?<plain>\S+))|(?<other>\S+)/g;

/** Reads a fence's meta. Throws a sentence for a word it does not know. */
export function parseFenceMeta(meta: string | null | undefined): FenceMeta {
  const result: FenceMeta = { steps: [] };
  for (const { groups = {} } of (meta ?? '').matchAll(token)) {
    if (groups['steps'] !== undefined) result.steps = parseSteps(groups['steps']);
    else setKey(result, groups);
  }
  if (result.region !== undefined && result.file === undefined) {
    throw new Error(
      `region=${result.region} needs a file, for example file=demos/first-stream/server.ts`,
    );
  }
  return result;
}

function setKey(result: FenceMeta, groups: Record<string, string>): void {
  const key = keys.find((name) => name === groups['key']);
  if (!key) {
    const word = groups['key'] ?? groups['other'];
    throw new Error(
      `A code fence does not know "${word}". It knows: file=…, region=…, title="…", {2|4-5}.`,
    );
  }
  result[key] = groups['quoted'] ?? groups['plain'] ?? '';
}

function parseSteps(text: string): LineStep[] {
  return text
    .split('|')
    .map((step) => (step.trim() === '*' ? '*' : step.split(',').flatMap(lines)));
}

function lines(range: string): number[] {
  const [, first, last] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(range) ?? [];
  const from = Number(first);
  const to = Number(last ?? first);
  if (!(from >= 1 && to >= from)) {
    throw new Error(`"${range}" names no lines. Write {2}, {4-5}, {1,3} or steps {*|1|4-5}.`);
  }
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
