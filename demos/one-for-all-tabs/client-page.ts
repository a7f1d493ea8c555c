import type { Role } from './client-line.ts';
import type { News } from './client-stream.ts';

/** Puts on the page what this tab is, has and hears. */
export function createPage(view: HTMLElement) {
  const one = (what: string): HTMLElement => view.querySelector(what)!;
  const events = one('.events');
  const news = one('.news');
  const check = one('[data-check]');
  const role = one('[data-role]');
  const language = document.documentElement.lang;

  function add(list: HTMLElement, text: string, most: number): void {
    const item = document.createElement('li');
    item.textContent = text;
    list.append(item);
    if (list.childElementCount > most) list.firstChild?.remove();
  }

  const controls = view.querySelector('fieldset')!;
  const another = view.querySelector('a')!;

  return {
    enable(): void {
      controls.disabled = false;
      another.href = location.pathname + location.search;
    },
    disable(): void {
      controls.disabled = true;
      another.removeAttribute('href');
      this.connection('stopped');
      role.textContent = '–';
    },
    show(key: string, value: string | number = '–'): void {
      one(`[data-${key}]`).textContent = String(value);
    },
    connection(name: string): void {
      const { dataset } = one('[data-connection]');
      this.show('connection', dataset[name]);
      if (name === 'stopped' || name === 'error') this.show('streams');
    },
    plays(name: Role, last: number | undefined): void {
      const { [name]: words = '', leads = '' } = role.dataset;
      const asks = name === 'leader' && last !== undefined;
      role.textContent = words;
      const text = asks ? leads.replace('{n}', String(last)) : words;
      const time = new Date().toLocaleTimeString(language);
      add(news, `${time} ${text}`, 20);
      news.parentElement!.scrollTop = news.scrollHeight;
    },
    event({ id, type, data }: News): void {
      add(events, `${id} ${type} ${data}`, 6);
    },
    check(sums: Record<string, number>): void {
      const fill = (_: string, key: string) => String(sums[key]);
      const text = check.dataset['check'] ?? '';
      check.textContent = text.replaceAll(/\{(\w+)\}/g, fill);
    },
  };
}
