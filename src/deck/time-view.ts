// Timer, time of day and pace, as the presenter sees them.
import { fill } from '../i18n/fill.ts';
import { part, setText, type ConsoleWords } from './console-words.ts';
import { paceOf } from './pace.ts';
import { formatDuration, type createTimer } from './timer.ts';

/** @param times when each slide should begin (pace.ts) */
export function createTimeView(
  words: ConsoleWords,
  timer: ReturnType<typeof createTimer>,
  times: readonly number[],
) {
  const { lang } = document.documentElement;

  /** @param index the slide on the screen, from 0 */
  return (index: number): void => {
    const elapsed = timer.elapsed();
    setText(part('elapsed'), formatDuration(elapsed));
    setText(part('do=timer'), timer.running ? words.pause : words.start);
    setText(
      part('clock'),
      new Date().toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit' }),
    );
    const pace = paceOf(times, index, elapsed);
    const name = !timer.begun ? 'notStarted' : pace > 0 ? 'ahead' : pace < 0 ? 'behind' : 'onTime';
    setText(part('pace'), fill(words[name], { minutes: Math.abs(pace) }));
    part('pace').dataset['pace'] = name;
  };
}
