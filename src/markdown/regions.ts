// Regions of a source file: `// #region name` … `// #endregion name`, in the comment styles of
// TypeScript, shell, HTML and CSS. They may nest; their markers are never shown.

const marker =
  /^\s*(?:\/\/|#|<!--|\/\*)\s*#(?<kind>region|endregion)\b\s*(?<name>[\w-]*)\s*(?:-->|\*\/)?\s*$/;

type Line = { text: string; kind?: 'region' | 'endregion'; name?: string };
type Region = { name: string; first: number; last: number };

/**
 * The text of one region, without markers and without the indentation that all its lines share.
 * @param path only for messages, as the reader of the message knows the file
 * @throws when the region is missing, or when the file's markers do not pair up
 */
export function extractRegion(source: string, name: string, path: string): string {
  const lines = readLines(source);
  const regions = pairMarkers(lines, path);
  const region = regions.find((candidate) => candidate.name === name);
  if (!region) throw new Error(missing(path, name, regions));
  return shown(lines.slice(region.first, region.last));
}

/** The whole text without marker lines. Throws when the markers do not pair up. */
export function withoutMarkers(source: string, path: string): string {
  const lines = readLines(source);
  pairMarkers(lines, path);
  return shown(lines);
}

/** The names of a file's regions in the order in which they begin. */
export function listRegions(source: string, path: string): string[] {
  const regions = pairMarkers(readLines(source), path);
  return regions.sort((a, b) => a.first - b.first).map(({ name }) => name);
}

function readLines(source: string): Line[] {
  return source.split(/\r?\n/).map((text) => {
    const { kind, name } = marker.exec(text)?.groups ?? {};
    return kind ? { text, kind: kind as 'region', name: name ?? '' } : { text };
  });
}

function pairMarkers(lines: Line[], path: string): Region[] {
  const open: Region[] = [];
  const closed: Region[] = [];
  lines.forEach((line, index) => {
    const at = `${path}:${index + 1}`;
    if (line.kind === 'region') open.push(begin(line.name ?? '', index, [...open, ...closed], at));
    if (line.kind === 'endregion') closed.push(end(open.pop(), line.name ?? '', index, at));
  });
  const left = open.at(-1);
  if (left) {
    throw new Error(
      `${path}:${left.first} region "${left.name}" is never closed. Add: #endregion ${left.name}`,
    );
  }
  return closed;
}

function begin(name: string, index: number, known: Region[], at: string): Region {
  if (!name) throw new Error(`${at} a region needs a name: #region name`);
  if (known.some((region) => region.name === name)) {
    throw new Error(`${at} region "${name}" begins a second time. Give each region its own name.`);
  }
  return { name, first: index + 1, last: -1 };
}

function end(region: Region | undefined, name: string, index: number, at: string): Region {
  if (!region) throw new Error(`${at} #endregion ${name} closes a region that is not open.`);
  if (name && name !== region.name) {
    throw new Error(
      `${at} #endregion ${name} comes while region "${region.name}" is open. Close "${region.name}" first.`,
    );
  }
  return { ...region, last: index };
}

function missing(path: string, name: string, regions: Region[]): string {
  const names = regions.sort((a, b) => a.first - b.first).map((region) => region.name);
  const has = names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has no regions.';
  return `${path} has no region "${name}". ${has}`;
}

function shown(lines: Line[]): string {
  const texts = lines.filter((line) => !line.kind).map((line) => line.text);
  return dedent(texts)
    .join('\n')
    .replace(/^(?:[ \t]*\n)+|\s+$/g, '');
}

function dedent(texts: string[]): string[] {
  const indents = texts
    .filter((text) => text.trim() !== '')
    .map((text) => text.length - text.trimStart().length);
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  return texts.map((text) => text.slice(Math.min(shared, text.length)));
}
