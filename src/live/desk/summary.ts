// What the instructor takes along: a Markdown file, made here, of what the server is about to forget.
import type { DeskView, PollView } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import type { DeskWords } from './parts.ts';
import { isRight, optionsOf } from './poll-panel.ts';

export type Summary = { code: string; chapter: string; title: string; desk: DeskView };

export function writeSummary({ code, chapter, title, desk }: Summary, words: DeskWords): string {
  const { lang } = document.documentElement;
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'long' }).format(new Date());
  const polls = desk.polls.flatMap((poll) => pollLines(poll, chapter, words));
  const questions = desk.questions.map(
    ({ text, name, upvotes, state }) =>
      `- ${plain(text)}${name ? ` (${plain(name)})` : ''}: ${fill(words.upvotes, { count: upvotes })}, ${words.states[state]}`,
  );
  return [
    `# ${fill(words.summaryTitle, { title, date })}`,
    '',
    fill(words.summaryCode, { code, url: location.origin + location.pathname }),
    '',
    `## ${words.polls}`,
    '',
    ...(polls.length > 0 ? polls : [words.noPolls, '']),
    `## ${words.questionsTitle}`,
    '',
    ...(questions.length > 0 ? questions : [words.noQuestions]),
    '',
  ].join('\n');
}

/** With its words where this page has them, which it has for its own chapter. */
function pollLines({ chapter, id, votes }: PollView, here: string, words: DeskWords): string[] {
  const poll = chapter === here ? document.getElementById(id) : null;
  const options = poll ? optionsOf(poll) : [];
  const asked = poll?.querySelector('legend')?.textContent.trim() ?? `${chapter}#${id}`;
  const total = votes.reduce((sum, count) => sum + count, 0);
  return [
    `### ${plain(asked)}`,
    '',
    ...votes.map((count, index) => {
      const option = options[index];
      const text = option?.querySelector('.poll-text')?.textContent.trim() ?? '';
      const letter = String.fromCharCode(65 + index);
      const mark = option && isRight(option) ? ` (${words.right})` : '';
      return `- ${letter}${text && `. ${plain(text)}`}: ${fill(words.votes, { count, total })}${mark}`;
    }),
    '',
  ];
}

/** Somebody's text in a file that a program may show as Markdown: as it was typed. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#]/g, '\\$&');
}

export function saveSummary(text: string, code: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
  link.download = `class-${code}-${new Date().toISOString().slice(0, 10)}.md`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
