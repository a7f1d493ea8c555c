// The guide's questions at work: answers from the address or the reader, the reasons that follow.
import { answersIn, bestOf, choose } from '../../choosing/choose.ts';
import type { Answers, Way } from '../../choosing/rules.ts';
import { fill } from '../../i18n/fill.ts';
import { copyAndSay } from '../copy-code.ts';

/** Makes a guide's form work. @returns what ends that */
export function runGuide(guide: HTMLElement): () => void {
  const form = guide.querySelector('form')!;
  const result = guide.querySelector<HTMLElement>('.guide-result')!;
  const list = guide.querySelector('.guide-ways')!;
  const listening = new AbortController();

  function answered(): Answers {
    const given = [...new FormData(form)].filter(([, value]) => value !== '') as [string, string][];
    return Object.fromEntries(given);
  }

  function readAddress(): void {
    const isMeant = location.hash === `#${guide.id}`;
    // A link that somebody has shortened still has its answers; one to another section has none.
    if (location.hash && !isMeant) return show('');
    const { answers, unknown } = answersIn(new URLSearchParams(location.search));
    for (const radio of form.querySelectorAll<HTMLInputElement>('input'))
      radio.checked = radio.value === (answers[radio.name as keyof Answers] ?? '');
    show(
      isMeant && unknown.length > 0 ? fill(words('ignored'), { unknown: unknown.join(', ') }) : '',
    );
  }

  const words = (name: string) => result.dataset[name] ?? '';
  const nameOf = (way: Way) => section(way).ariaLabel ?? way;
  const section = (way: Way) => list.querySelector<HTMLElement>(`[data-way=${way}]`)!;

  function show(note: string): void {
    const answers = answered();
    const choices = choose(answers);
    const hasAnswers = Object.keys(answers).length > 0;
    const best = bestOf(choices);
    for (const { way, reasons, isOut } of choices) {
      const own = section(way);
      list.append(own);
      own.classList.toggle('guide-best', best.includes(way));
      own.classList.toggle('guide-ruled-out', isOut);
      const said = new Set(reasons.map(({ reason }) => `${way} ${reason}`));
      for (const item of own.querySelectorAll('li'))
        item.hidden = hasAnswers && !said.has(item.dataset['reason'] ?? '');
    }
    const kind = best.length === 0 ? 'none' : best.length === 1 ? 'best' : 'tie';
    const text = fill(words(kind), { ways: best.map(nameOf).join(', ') });
    result.textContent = [note, hasAnswers ? text : ''].filter(Boolean).join(' ');
  }

  function link(): string {
    const query = String(new URLSearchParams(answered()));
    return `${location.pathname}${query && `?${query}`}#${guide.id}`;
  }

  form.addEventListener(
    'change',
    () => {
      history.replaceState(null, '', link());
      show('');
    },
    listening,
  );
  form.querySelector<HTMLButtonElement>('[data-reset]')!.onclick = () => {
    form.reset();
    history.replaceState(null, '', link());
    show('');
  };
  const copy = form.querySelector<HTMLButtonElement>('[data-link]')!;
  copy.onclick = () => void copyAndSay(copy, `${location.origin}${link()}`);
  addEventListener('popstate', readAddress, listening);
  form.hidden = false;
  readAddress();
  return () => listening.abort();
}
