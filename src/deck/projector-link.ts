// "Open the projector": an ordinary link to the deck, with the session in it.
import { formatAddress, type Position } from './position.ts';

export function createProjectorLink(session: string, position: () => Position) {
  const link = document.querySelector<HTMLAnchorElement>('[data-open-projector]')!;
  const base = link.href;
  let tab: Window | null = null;
  link.target = `olr-projector-${session}`;
  link.onclick = (event) => {
    link.href = `${base}?session=${session}${formatAddress(position())}`;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    // An open projector is brought forward, not loaded again: its demo goes on.
    if (tab && !tab.closed) tab.focus();
    else tab = window.open(link.href, link.target);
    if (tab) event.preventDefault();
  };
  return link;
}
