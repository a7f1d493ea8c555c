import { createRoom, type Room } from './server-room.ts';

const rooms = new Map<string, Promise<Room>>();
const most = 100;

/** A reader's room, new or not; undefined when all are in use. */
export async function roomOf(name: string): Promise<Room | undefined> {
  const room = rooms.get(name);
  if (room) return room;
  if (rooms.size >= most) return undefined;
  const made = createRoom(name, () => rooms.delete(name));
  rooms.set(name, made);
  return made;
}
