/** What a run is asked for. */
export type Asked = {
  way: 'loop' | 'engine';
  /** Events of 16 KiB a second. */
  rate: number;
  /** Readers that stop reading for a while. */
  slow: number;
};

/** Undefined for what there is not. */
export function readAsked(query: URLSearchParams): Asked | undefined {
  const way = query.get('way');
  const rate = Number(query.get('rate'));
  const slow = Number(query.get('slow'));
  if (way !== 'loop' && way !== 'engine') return undefined;
  if (![100, 400].includes(rate) || ![1, 5].includes(slow))
    return undefined;
  return { way, rate, slow };
}
