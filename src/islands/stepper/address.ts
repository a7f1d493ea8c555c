// A stepper's state in the address: `?stream=data:+a\n\n&at=9&cuts=3,5&protocol=http2#stepper`.

export type Place = {
  /** The stream as it is written, escapes and all. */
  written: string;
  at: number;
  cuts: number[];
  protocol: 'http1' | 'http2';
};

/** The state that this page's address carries for the stepper of an id, if any. */
export function readAddress(id: string): Partial<Place> {
  if (location.hash !== `#${id}`) return {};
  const query = new URLSearchParams(location.search);
  const written = query.get('stream');
  if (written === null) return {};
  const cuts = (query.get('cuts') ?? '').split(',').filter(Boolean).map(Number);
  return {
    written,
    at: Number(query.get('at')) || 0,
    cuts: cuts.filter((cut) => Number.isInteger(cut) && cut > 0),
    protocol: query.get('protocol') === 'http2' ? 'http2' : 'http1',
  };
}

/** A link to this page that carries the state. */
export function addressOf(id: string, { written, at, cuts, protocol }: Place): string {
  const query = new URLSearchParams({ stream: written, at: String(at) });
  if (cuts.length > 0) query.set('cuts', cuts.join(','));
  if (protocol !== 'http1') query.set('protocol', protocol);
  return `${location.origin}${location.pathname}?${query}#${id}`;
}
