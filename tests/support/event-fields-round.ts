// What demos/event-fields sends in its first round, block by block.

/** One round: the comment and `retry` dispatch nothing, the forged id stays data. */
export const roundOfBlocks = [
  ': a comment\n\n',
  'data: one line\n\n',
  'data: two\ndata: lines\n\n',
  'event: tick\ndata: a type of its own\n\n',
  'id: 1\ndata: an id\n\n',
  'data: the same id, and CR LF\r\n\r\n',
  'data:no space\ndata:  two spaces\n\n',
  'retry: 5000\n\n',
  'data: a visitor wrote\ndata: id: forged\n\n',
];
