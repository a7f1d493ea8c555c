// What remains of a class: a Markdown file, made in the browser and kept by nobody else.
import type { DeskView, PollView } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import { letterOf, type PagePoll } from './page-polls.ts';
import type { DeskWords } from './words.ts';

type Asked = DeskView['questions'][number];

export type Course = {
  /** The chapters shown, by slug and title. */
  chapters: { slug: string; title: string }[];
  /** The chapter whose page this is, and its polls: of other chapters only ids are known here. */
  chapter: string;
  polls: PagePoll[];
};

/** @param day as a reader of the page's language writes it */
export function writeSummary(
  words: DeskWords,
  { code, day }: { code: string; day: string },
  { polls, questions }: Pick<DeskView, 'polls' | 'questions'>,
  course: Course,
): string {
  const wanted = questions.toSorted((a, b) => b.upvotes - a.upvotes);
  return [
    `# ${fill(words.title, { code })}`,
    day,
    `## ${words.chapters}`,
    course.chapters.map(({ title }) => `- ${asText(title)}`).join('\n'),
    `## ${words.polls}`,
    ...(polls.length ? polls.map((poll) => writePoll(words, poll, course)) : [words.noPolls]),
    `## ${words.questions}`,
    wanted.map((question) => writeQuestion(words, question)).join('\n') || words.noQuestions,
  ]
    .join('\n\n')
    .concat('\n');
}

function writePoll(words: DeskWords, { chapter, id, votes }: PollView, course: Course): string {
  const page = chapter === course.chapter ? course.polls.find((one) => one.id === id) : undefined;
  const title = course.chapters.find(({ slug }) => slug === chapter)?.title ?? chapter;
  const total = votes.reduce((sum, count) => sum + count, 0);
  const lines = votes.map((count, index) => {
    const letter = letterOf(index);
    const option = page?.options[index];
    const name = option ? `${letter}. ${asText(option.text)}` : fill(words.option, { letter });
    const percent = total ? Math.round((100 * count) / total) : 0;
    const share = fill(words.share, { count, percent });
    return `- ${name}: ${share}${option?.isRight ? ` (${words.right})` : ''}`;
  });
  const heading = `### ${asText(page?.question ?? `${title}: ${id}`)}`;
  return [heading, fill(words.votes, { count: total }), lines.join('\n')].join('\n\n');
}

function writeQuestion(words: DeskWords, { text, name, upvotes, state }: Asked): string {
  const more = [name && asText(name), upvotes ? fill(words.meToo, { count: upvotes }) : ''];
  return `- ${asText(text)} (${[...more.filter(Boolean), words[`state-${state}`]].join(' · ')})`;
}

/** What somebody typed is no markup: no heading, no link, no list. */
function asText(typed: string): string {
  return typed
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
    .replace(/^(\d*)([.)+-])/, '$1\\$2');
}
