import type { Kept } from './kept.ts';

/** Shows the one sentence of src/components/ProgressFaults.astro that applies, or none. */
export function showFault(root: ParentNode, fault: Kept['fault']): void {
  const applies = fault === 'foreign' ? 'damaged' : fault;
  for (const sentence of root.querySelectorAll<HTMLElement>('[data-fault-of-progress]'))
    sentence.hidden = sentence.dataset['faultOfProgress'] !== applies;
}
