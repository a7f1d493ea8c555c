import type { Carrier, Connections, Wire } from './client-types.ts';

/** Bytes of the messages that are sent, one after the other. */
export const sizes = [1, 10, 100, 125, 126, 1000, 10_000, 65_536];

export type Cost = {
  size: number;
  bytes: Map<Carrier['name'], number>;
};

type Asked = {
  url: string;
  query: string;
  connections: Connections;
  wire: Wire;
  signal: AbortSignal;
};

let marks = 0;

// #region measure
/** Has one message sent over all carriers, and counts its bytes. */
export async function measure(
  size: number,
  asked: Asked,
): Promise<Cost> {
  const { url, query, connections, wire, signal } = asked;
  wire.begin();
  const arrived = connections.all();
  const say = `${url}say?${query}&size=${size}`;
  const answer = await fetch(say, { method: 'POST', signal });
  if (!answer.ok) throw new Error(await answer.text());
  // The same text goes back over the WebSocket.
  connections.send(await arrived);
  const up = connections.carriers.find(({ name }) => name === 'up')!;
  await settle(asked);
  await wire.until(() => wire.messages(up) > 0);
  return costOf(size, connections.carriers, wire);
}
// #endregion measure

/** Waits until all that the wire has carried so far is counted. */
async function settle(asked: Asked): Promise<void> {
  const { url, query, wire, signal } = asked;
  const mark = `mark?${query}&n=${++marks}`;
  await fetch(url + mark, { signal });
  // The record is in order: this request is behind all before it.
  await wire.until(() => wire.has(mark));
}

function costOf(size: number, carriers: Carrier[], wire: Wire): Cost {
  const bytes = carriers.map(
    (one) => [one.name, wire.messages(one)] as const,
  );
  return { size, bytes: new Map(bytes) };
}
