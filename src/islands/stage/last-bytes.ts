// The newest bytes of each event stream, in the demo's own view, so that a demo can lay the
// same event over several protocols side by side: `<code data-last-bytes-of="events?over=http2">`,
// and, of those bytes, how many are not body: `<td data-last-framing-of="events?over=http2">`.
import type { WireRecord } from '../../server/wire-record.ts';
import { showBytes } from './wire-bytes.ts';

/** Shows the last piece of each event stream, framing told apart, where a demo wants it. */
export function showLastBytes(view: HTMLElement): (record: WireRecord, path: string) => void {
  const format = new Intl.NumberFormat(document.documentElement.lang);
  const all = (name: string, path: string) =>
    view.querySelectorAll(`[data-last-${name}-of="${CSS.escape(path)}"]`);

  return (record, path) => {
    const [, length] = record.payload ?? [0, 0];
    if (length === 0) return;
    for (const place of all('bytes', path)) place.replaceChildren(...showBytes(record));
    // Of a long piece only the beginning is kept.
    if (record.cut) return;
    for (const place of all('framing', path))
      place.textContent = format.format(record.size - length);
  };
}
