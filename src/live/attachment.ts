// Live, or on one's own: a follower goes along until they go somewhere by themselves. Pure: no
// document here.
import type { Kept } from './tab.ts';

/** How a page was opened. */
export type Arrival = {
  /** What the tab kept of the page before. */
  kept: Kept | undefined;
  code: string;
  /** Whether the presenter is in the chapter of this page. */
  isThere: boolean;
  /** Whether the page was loaded again. */
  isReload: boolean;
};

/** Whether somebody who opens a page is on their own there. */
export function beginsDetached({ kept, code, isThere, isReload }: Arrival): boolean {
  // Who joins is live, wherever that is.
  if (kept?.code !== code || kept.isLed) return false;
  // A page of another chapter was their own choice, unless they never left it.
  return kept.isDetached || !(isThere || isReload);
}
