import type { Card } from './client-copy.ts';
import type { Lane } from './client-lane.ts';
import type { Known, Reader } from './client-known.ts';

type Board = { you: string; began: string; cards: Card[] };

/** Opens a reader's stream, and keeps what they know up to date. */
export function followBoard(
  address: string,
  known: Known,
  lane: Lane,
): EventSource {
  const source = new EventSource(address);

  // #region listen
  source.addEventListener('board', (event) => {
    const { cards, ...board } = parse<Board>(event);
    const news = known.copy.restart(cards, Number(event.lastEventId));
    welcome(board, news);
  });
  for (const type of ['card', 'gone']) {
    source.addEventListener(type, (event) => {
      const card = parse<Card>(event);
      if (known.copy.apply(card)) notice(card);
      lane.draw();
    });
  }
  // #endregion listen

  source.addEventListener('presence', (event) => {
    known.readers = parse<{ readers: Reader[] }>(event).readers;
    lane.draw();
  });
  source.addEventListener('error', () => {
    lane.state(source.readyState === 2 ? 'ended' : 'lost');
  });

  function notice(card: Card): void {
    if (card.by !== known.me) lane.notice(card);
  }

  /** After a gap: what happened meanwhile is told like the rest. */
  function welcome(board: Omit<Board, 'cards'>, news: Card[]): void {
    const isSame = known.began === board.began;
    const isFirst = !known.began;
    known.me = board.you;
    known.began = board.began;
    lane.state(isSame || isFirst ? '' : 'began-again');
    lane.draw();
    if (isSame) news.forEach(notice);
  }
  return source;
}

function parse<Kind>({ data }: MessageEvent): Kind {
  return JSON.parse(String(data)) as Kind;
}
