// npm run in-step one-request: records that this chapter says the same in all languages. Without a
// name, all chapters. Where one language is edited afterwards, the others tell their readers.
import { readChapterPath } from '../course/chapter-path.ts';
import { readInStep, recordOf, translationsOf, writeInStep } from '../course/in-step.ts';
import { readAllSources } from '../course/read-course.ts';
import { locales } from '../i18n/translate.ts';
import { root } from '../root.ts';

const sources = readAllSources(root);
const chapters = [...new Set(locales.flatMap((locale) => [...sources[locale].keys()]))].sort();
const slugOf = (chapter: string) => readChapterPath(`content/${locales[0]}/${chapter}`).slug;

const asked = process.argv.slice(2);
const isNamed = (chapter: string, name: string) =>
  name === slugOf(chapter) || name.endsWith(chapter);
const unknown = asked.find((name) => !chapters.some((chapter) => isNamed(chapter, name)));

if (unknown) {
  console.error(`There is no chapter "${unknown}". There are: ${chapters.map(slugOf).join(', ')}.`);
  process.exitCode = 1;
} else {
  const before = readInStep(root);
  const chosen = chapters.filter(
    (chapter) => asked.length === 0 || asked.some((name) => isNamed(chapter, name)),
  );
  // What is no chapter any more drops out.
  const kept = chapters.filter((chapter) => before[chapter] && !chosen.includes(chapter));
  const record = Object.fromEntries([
    ...kept.map((chapter) => [chapter, before[chapter]!] as const),
    ...chosen.map((chapter) => [chapter, recordOf(translationsOf(chapter, sources))] as const),
  ]);
  writeInStep(root, record);
  for (const chapter of chosen) {
    console.log(`${chapter}: ${Object.keys(record[chapter] ?? {}).length} sections in step.`);
  }
}
