/** Lines that are kept. */
const most = 12;

/** Logs an event of the API, and the beginning of what it brought. */
export function createLog(
  list: HTMLElement,
): (what: string, text?: string) => void {
  return (what, text = '') => {
    const item = document.createElement('li');
    const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    const size = what === 'message' ? ` (${text.length})` : '';
    item.textContent = `${what}${size} ${short}`;
    list.append(item);
    if (list.childElementCount > most) list.firstChild?.remove();
  };
}
