import { createCards } from './client-cards.ts';
import type { Card } from './client-copy.ts';
import { createMarks, createNews } from './client-news.ts';
import { shownCards } from './client-shown.ts';
import type { Known } from './client-known.ts';
import { newsOf } from './client-sentences.ts';
import type { Say } from './client-words.ts';

export type Lane = ReturnType<typeof createLane>;

/** What one reader sees: who is here, what happens, the cards. */
export function createLane(at: HTMLElement, known: Known, say: Say) {
  const part = (name: string) => at.querySelector<HTMLElement>(name)!;
  const cards = createCards(at, say);
  const news = createNews(part('.news'), say);
  const marks = createMarks(draw);

  function draw(): void {
    cards.draw(shownCards(known));
    const names = known.readers.map(({ name }) =>
      name === known.me ? say('you', { name }) : name,
    );
    part('.here').textContent = say('here', {
      names: names.join(', '),
    });
  }

  return {
    draw,
    /** What became of the reader's own change: at once. */
    reply: (sentence: string): void => {
      part('.news').textContent = sentence;
    },
    /** Somebody else did something: it is marked and told. */
    notice(card: Card): void {
      draw();
      const item = cards.item(card.id);
      if (item) marks.mark(item);
      news.tell(newsOf(card, say));
    },
    /** How the stream is; '' when there is nothing to say. */
    state(key: string): void {
      part('.state').textContent = key && say(key);
    },
    stop(): void {
      news.stop();
      marks.stop();
    },
  };
}
