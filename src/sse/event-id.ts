// Event IDs of a channel: `<epoch>-<seq>`. The number alone would lie after a restart that forgot
// the events: number 12 of before is not number 12 of now.

export type Cursor = {
  epoch: string;
  /** The number of the last event that was heard. */
  seq: number;
};

export function formatId(epoch: string, seq: number): string {
  return `${epoch}-${seq}`;
}

// #region id
const pattern = /^([a-z0-9]{1,32})-(0|[1-9][0-9]{0,14})$/;

/** Undefined for what no channel has given out. */
export function parseId(id: string): Cursor | undefined {
  const [, epoch, seq] = pattern.exec(id) ?? [];
  if (!epoch || !seq) return undefined;
  return { epoch, seq: Number(seq) };
}
// #endregion id

/** Another one each time: letters and digits that sort by when they were made. */
export function createEpoch(): string {
  const random = crypto.getRandomValues(new Uint32Array(1))[0]!;
  return `${Date.now().toString(36)}${random.toString(36).padStart(7, '0')}`;
}
