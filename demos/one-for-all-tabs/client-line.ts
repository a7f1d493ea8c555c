import { openStream, type Hear, type News } from './client-stream.ts';

export type Role = 'own' | 'client' | 'leader' | 'follower' | 'away';

/** What a tab gives to the way by which it wants its news. */
export type Line = {
  url: string;
  reader: string;
  /** The name of the lock that this tab holds while it lives. */
  tab: string;
  /** The id of the last news that this tab has. */
  last: () => number | undefined;
  hear: Hear;
  plays: (role: Role) => void;
};

/** Tabs share what they have in common: the server they read from. */
export const nameOf = (url: string): string =>
  `one-for-all-tabs ${new URL(url).origin}`;

// #region newer
/** What is sent again for another tab is known in this one. */
export const isNew = ({ id }: News, last = 0): boolean =>
  id === 0 || id > last;
// #endregion newer

/** The plain way: a stream in each tab. */
export function joinAlone(line: Line): () => void {
  line.plays('own');
  return openStream(line.url, line.reader, line.last(), line.hear);
}
