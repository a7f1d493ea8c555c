import { createChannel, type Channel } from './server-channel.ts';

const channels = new Map<string, Channel>();
const most = 200;

/** The channel of a reader who has been here before. */
export function findChannel(reader: string): Channel | undefined {
  return channels.get(reader);
}

/** A reader's channel, new or not; undefined when all are in use. */
export function channelOf(reader: string): Channel | undefined {
  return channels.get(reader) ?? addChannel(reader);
}

function addChannel(reader: string): Channel | undefined {
  if (channels.size >= most) dropAbandoned();
  if (channels.size >= most) return undefined;
  const channel = createChannel(() => channels.delete(reader));
  channels.set(reader, channel);
  return channel;
}

/** The oldest channel that nobody reads makes room. */
function dropAbandoned(): void {
  for (const channel of channels.values())
    if (channel.isAbandoned()) return channel.stop();
}
