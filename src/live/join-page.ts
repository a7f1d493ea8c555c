// The page on which a class is joined.
import { readCode } from '../classroom/code.ts';
import { fill } from '../i18n/fill.ts';
import { lookInto, type Obstacle } from './look-into.ts';
import { keepClass } from './tab.ts';

type Words = Record<Obstacle | 'joining' | 'malformed', string>;

/** Where a slide would be too small to read. */
const narrow = '(max-width: 45rem)';

function startJoining(form: HTMLFormElement): void {
  const words = JSON.parse(form.dataset['said']!) as Words;
  const input = form.querySelector<HTMLInputElement>('[name=code]')!;
  const answer = form.querySelector('[data-answer]')!;
  const handedOver = new URLSearchParams(location.search).get('code');
  const chosen = () => new FormData(form).get('as');
  let isLooking = false;

  function say(word: keyof Words, code = ''): void {
    answer.textContent = fill(words[word], { code });
    input.ariaInvalid = String(word !== 'joining');
  }
  async function join(go: (address: string) => void): Promise<void> {
    if (isLooking) return;
    const code = readCode(input.value);
    if (!code) return refuse('malformed');
    isLooking = true;
    say('joining');
    const found = await lookInto(code);
    isLooking = false;
    if (typeof found === 'string') return refuse(found, code);
    keepClass({ code, isDetached: false, isLed: true });
    go(addressOf(found.place.chapter, code));
  }
  function refuse(obstacle: keyof Words, code?: string): void {
    say(obstacle, code);
    input.focus();
    input.select();
  }
  function addressOf(chapter: string, code: string): string {
    const folder = chosen() === 'slides' ? 'slides/' : '';
    return `/${document.documentElement.lang}/${folder}${chapter}/?live=${code}`;
  }

  if (matchMedia(narrow).matches)
    form.querySelector<HTMLInputElement>('[value=article]')!.checked = true;
  form.onsubmit = (event) => {
    event.preventDefault();
    void join((address) => location.assign(address));
  };
  input.oninput = () => {
    answer.textContent = '';
    input.removeAttribute('aria-invalid');
  };
  if (handedOver === null) return;
  input.value = handedOver;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-language]'))
    link.search = location.search;
  // Back would lead here, and from here into the class again.
  void join((address) => location.replace(address));
}

startJoining(document.querySelector<HTMLFormElement>('[data-join]')!);
