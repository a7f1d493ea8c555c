// The presenter's half of a class, loaded when there is one: it begins, is taken up again, ends.
import { part, setText } from '../../deck/console-words.ts';
import { fill } from '../../i18n/fill.ts';
import { act } from '../act.ts';
import { createEnding } from './ending.ts';
import { holdClass, type ClassState, type Ending, type HeldClass } from './hold.ts';
import { forgetClass, keepClass, recallClass, type Held, type Invitation } from './kept-class.ts';
import { createNotice } from './notice.ts';
import { showAudience, showReactions } from './numbers.ts';
import { createPoll } from './poll-panel.ts';
import { createQuestions } from './question-list.ts';
import { refocus } from './refocus.ts';
import { saveSummary } from './save-summary.ts';
import { createSharing } from './share-panel.ts';
import { showStage } from './stage.ts';
import type { Talk } from './talk.ts';
import { showToggle } from './toggle.ts';
import { readDeskWords, whyNot } from './words.ts';

/** Milliseconds after which a phone asks again for its key, where no server answers. */
const pause = 2000;

export type Desk = ReturnType<typeof openDesk>;

export function openDesk(talk: Talk) {
  const words = readDeskWords();
  const notice = createNotice(words);
  let held: HeldClass | undefined;
  let last: ClassState | undefined;
  let isStarting = false;

  const say = (sentence: string) => setText(part('class-said'), sentence);
  const save = () => saveSummary(talk, words, last);

  async function start(): Promise<void> {
    if (held || isStarting) return;
    say(words.starting);
    isStarting = true;
    const answer = await act<{ code: string; device: number }>('', talk.place());
    isStarting = false;
    if (!answer.ok) return say(whyNot(words, answer.status));
    const { code, device } = answer.data;
    say('');
    await takeUp({ code, device, since: Date.now(), chapters: [talk.chapter] }).invite();
  }

  /** A phone that comes with a ticket becomes one of the presenter's devices, and drives. */
  async function equip({ code, ticket }: Invitation): Promise<void> {
    const answer = await act<{ device: number }>(`${code}/equip`, { ticket });
    if (answer.ok) {
      const { device } = answer.data;
      notice.clear();
      takeUp({ code, device, since: Date.now(), chapters: [] });
      return void (await held?.takeOver());
    }
    notice.tell(answer.status === 403 ? words.badTicket : whyNot(words, answer.status));
    if (answer.status === 0) setTimeout(() => void equip({ code, ticket }), pause);
  }

  function takeUp(kept: Held, hasMoved = false): ReturnType<typeof createSharing> {
    const { code } = kept;
    const poll = createPoll(talk, code, words, say);
    const questions = createQuestions(code, words, say);
    const sharing = createSharing(code, words, say);
    const heard = { state: show, ended, refused: (status: number) => say(whyNot(words, status)) };

    function show(state: ClassState): void {
      if (last?.isLost && !state.isLost) say(words.back);
      last = state;
      rememberChapter(state);
      showToggle(words, state.desk);
      notice.show(state);
      poll.show(state);
      setText(part('class-driver'), state.drives ? words.drivesHere : '');
      if (state.room) showReactions(words, state.room);
      if (!state.desk) return;
      showAudience(words, state.desk);
      questions.show(state.desk.questions);
    }

    last = undefined;
    keepClass(kept);
    showStage('now');
    held = holdClass(talk, kept, heard, hasMoved);
    talk.tellProjector(code);
    notice.onPress(held);
    setText(part('class-invite'), fill(words.code, { code }));
    part('class-invite').onclick = () => void sharing.invite();
    part('class-phone').onclick = () => void sharing.inviteRemote();
    part('class-summary').onclick = () => say(save());
    part('class-end').onclick = createEnding(() => void end(code), save);
    part('class-dismiss').onclick = dismiss;
    return sharing;
  }
  function rememberChapter({ held: kept, room }: ClassState): void {
    const { chapter } = room?.place ?? {};
    if (!chapter || kept.chapters.includes(chapter)) return;
    kept.chapters.push(chapter);
    keepClass(kept);
  }

  async function end(code: string): Promise<void> {
    const answer = await act(`${code}/end`);
    // Over already is over.
    if (answer.ok || answer.status === 404) {
      held?.end('over');
      notice.clear();
    } else say(whyNot(words, answer.status));
  }
  function ended(how: Ending, state: ClassState): void {
    if (recallClass()?.code === state.held.code) forgetClass();
    last = state;
    held = undefined;
    talk.tellProjector(null);
    const sentence = how === 'forbidden' ? words.forbidden : words.over;
    notice.tell(sentence);
    showToggle(words, undefined);
    const hadFocus = part('class-desk').contains(document.activeElement);
    showStage(state.desk ? 'after' : 'before');
    if (hadFocus) refocus(part(state.desk ? 'class-dismiss' : 'class-toggle'));
    say(state.desk ? words.overHere : sentence);
  }
  function dismiss(): void {
    notice.clear();
    showStage('before');
    say('');
    part('class-start').focus();
  }

  return {
    start,
    equip,
    takeUp,
    /** Another tab of this browser has begun a class, or become another device of this one. */
    heardElsewhere(kept: Held): void {
      if (!held) takeUp(kept);
      else if (held.code === kept.code) held.become(kept.device);
    },
    mayLead: () => held?.mayLead() ?? true,
    refuse: () => last && notice.refuse(last),
    moved(): void {
      if (held) held.moved();
      else notice.clear();
    },
  };
}
