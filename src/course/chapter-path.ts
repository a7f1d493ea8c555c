// A chapter's place, language and address follow from its path alone:
// `content/en/10-basics/10-one-request.md` is chapter `one-request` of part `10-basics`.

export type ChapterPath = { locale: string; part: string; file: string; slug: string; id: string };

const shape =
  /(?:^|\/)content\/(?<locale>[a-z]{2})\/(?<part>\d\d-[a-z0-9-]+)\/(?<file>\d\d-(?<slug>[a-z0-9-]+)\.md)$/;

/** Takes a chapter's path apart. Throws a sentence with the shape a path must have. */
export function readChapterPath(path: string): ChapterPath {
  const groups = shape.exec(path)?.groups as Omit<ChapterPath, 'id'> | undefined;
  if (!groups) {
    throw new Error(
      `${path} is no chapter's path. Chapters lie at content/<language>/<NN-part>/<NN-slug>.md, numbered in tens.`,
    );
  }
  return { ...groups, id: `${groups.locale}/${groups.slug}` };
}
