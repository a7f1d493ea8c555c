// Paths in the lab: `/<slug>/…`, or `/@<run>/<slug>/…` for a page that wants to see its bytes; in a
// class `/@<run>~<code>/<slug>/…`.

export type LabPath = {
  /** `<tap>.<n>` of a recorded request. */
  run?: string;
  /** The code of the class in which the demo is shared. */
  room?: string | undefined;
  /** What follows the run, with its leading slash and query. */
  path: string;
};

export type SharedPath = LabPath & { run: string; room: string };

const run = /^\/@(?<run>[a-z0-9]{12}\.[1-9]\d{0,5})(?:~(?<room>[0-9A-Z]{6}))?(?<path>\/.*)$/s;

/** Splits a request's target; undefined when it begins with `/@` but names no run. */
export function splitRun(target: string): LabPath | undefined {
  if (!target.startsWith('/@')) return { path: target };
  const { groups } = run.exec(target) ?? {};
  return groups && { run: groups['run']!, room: groups['room'], path: groups['path']! };
}

/** What a class shares: a path with a run and a room. */
export function inRoomOf({ run, room, path }: LabPath): SharedPath | undefined {
  return run && room ? { run, room, path } : undefined;
}

/**
 * Splits a path without its run into the demo and what the demo sees.
 * @param only the demo that is served alone, at `/`
 */
export function splitSlug(path: string, only?: string): { slug: string; rest?: string } {
  if (only) return { slug: only, rest: path };
  const [, slug = '', rest] = /^\/([^/?]*)(\/.*)?$/s.exec(path) ?? [];
  return rest === undefined ? { slug } : { slug, rest };
}

/** The tap that a run belongs to. */
export function tapOf(run: string): string {
  return run.slice(0, run.indexOf('.'));
}

export const isTap = (text: string): boolean => /^[a-z0-9]{12}$/.test(text);
export const isRun = (text: string): boolean => splitRun(`/@${text}/`)?.run === text;
