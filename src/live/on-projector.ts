// A projector in a class: it tells the room how to join, and shows what comes back. It is moved by
// its console alone.
import { reactionKinds, type RoomView } from '../classroom/room-view.ts';
import { act } from './act.ts';
import { reactionSigns } from './bar-markup.ts';
import { createClassPolls } from './class-polls.ts';
import { openRoomStream } from './room-stream.ts';
import { keepSlides, shareSlides } from './shared-slide.ts';
import { loadStyles } from './styles.ts';
import { loadWords } from './words.ts';

let shown: { code: string; end(): void } | undefined;

/** Shows the console's class, or none. */
export function showClass(chapter: string, code: string | null): void {
  if (code === (shown?.code ?? null)) return;
  shown?.end();
  shown = code === null ? undefined : createShown(chapter, code);
}

function createShown(chapter: string, code: string) {
  let end = () => {};
  let isOver = false;
  void Promise.all([loadWords(), loadStyles(), whereToJoin(code)]).then(([words, , address]) => {
    if (isOver) return;
    const line = createLine(words.joinAt, address, code);
    const polls = createClassPolls({ code, chapter, words, votes: false });
    const stream = openRoomStream<RoomView>(`/api/live/${code}?role=presenter`, 'room', {
      view(view) {
        if (view.isOver) return end();
        shareSlides(view, words, true);
        polls.show(view.poll);
        line.count(view.reactions);
      },
      state: (state) => state === 'gone' && end(),
    });
    end = () => {
      stream.close();
      keepSlides();
      polls.release();
      line.remove();
    };
  });
  return {
    code,
    end() {
      isOver = true;
      end();
    },
  };
}

/** The address for the room: behind `localhost` nobody else finds it, so the server is asked. */
async function whereToJoin(code: string): Promise<string> {
  const shared = await act<{ origins: string[] }>(`${code}/share`);
  const origin = (shared.ok && shared.data.origins[0]) || location.origin;
  return `${origin.replace(/^https?:\/\//, '')}/join/`;
}

/** The line at the edge: where to join, and the reactions to this slide. */
function createLine(joinAt: string, address: string, code: string) {
  const line = document.createElement('p');
  const where = document.createElement('span');
  const counts = document.createElement('span');
  line.className = 'class-line';
  for (const [name, text] of [
    ['span', `${joinAt} `],
    ['strong', address],
    ['strong', code],
  ] as const) {
    const part = document.createElement(name);
    part.textContent = text;
    where.append(part);
  }
  line.append(where, counts);
  document.body.append(line);
  return {
    count(reactions: RoomView['reactions']): void {
      counts.textContent = reactionKinds
        .filter((kind) => reactions[kind] > 0)
        .map((kind) => `${reactionSigns[kind]} ${reactions[kind]}`)
        .join('   ');
    },
    remove: () => line.remove(),
  };
}
