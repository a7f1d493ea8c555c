import { add, cards, numberOfLastChange } from './server-cards.ts';

const author = { by: 'demo', change: '' };
let began = '';

/** The whole board; a new one when nobody was here for long. */
export function snapshot(secondsAlone: number) {
  if (secondsAlone > 600) startAgain();
  const number = numberOfLastChange();
  return { number, began, cards: [...cards.values()] };
}

function startAgain(): void {
  cards.clear();
  began = new Date().toISOString();
  add({ wish: { text: 'RFC 9110', column: 'todo' }, author });
  add({ wish: { text: 'RFC 9112', column: 'doing' }, author });
  add({ wish: { text: 'RFC 9113', column: 'done' }, author });
}
