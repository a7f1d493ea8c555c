import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellOfWire, type Wire } from '../../src/islands/stage/wire-event.ts';
import type { FrameRecord, WebSocketFrame, WireRecord } from '../../src/server/wire-record.ts';

const base = {
  run: 'abcdefabcdef.1',
  at: 1700000000000,
  connection: 3,
  protocol: 'HTTP/1.1',
  from: 'server',
} as const;

/** What a demo's view is told of a record. */
function tell(record: WireRecord, events: number | undefined = 0): Wire | undefined {
  const view = new EventTarget() as HTMLElement;
  let told: Wire | undefined;
  view.addEventListener('wire', (event) => (told = (event as CustomEvent<Wire>).detail));
  tellOfWire(view, record, 'events?reader=ana', events);
  return told;
}

const chunk: WireRecord = {
  ...base,
  kind: 'chunk',
  size: 14,
  bytes: btoa('9\r\ndata: a\n\n\r\n'),
  payload: [3, 9],
};

test('a piece of a request reaches the view with its bytes, framing and payload told apart', () => {
  assert.deepEqual(tell(chunk, 1), {
    path: 'events?reader=ana',
    connection: 3,
    protocol: 'HTTP/1.1',
    from: 'server',
    part: 'message',
    size: 14,
    payload: 9,
    messages: 1,
    at: 1700000000000,
    bytes: new TextEncoder().encode('9\r\ndata: a\n\n\r\n'),
  });
});

test('the payload is counted whole where only its beginning is kept', () => {
  const kept = { bytes: btoa('x'.repeat(4096)), cut: true } as const;
  const long: WireRecord = { ...base, ...kept, kind: 'chunk', size: 16_008, payload: [6, 4090] };
  assert.equal(tell(long)?.payload, 16_000);
  const body: WireRecord = { ...base, ...kept, kind: 'body', size: 16_000, payload: [0, 4096] };
  assert.equal(tell(body)?.payload, 16_000);
  const data = frame({ type: 'DATA', flags: [], length: 16_000 });
  assert.equal(tell({ ...data, ...kept, size: 16_009, payload: [9, 4087] })?.payload, 16_000);
  const message = socketFrame({ opcode: 'binary', content: 'binary', length: 16_000 });
  assert.equal(tell({ ...message, ...kept, size: 16_004, payload: [4, 4092] })?.payload, 16_000);
});

function frame(frame: Omit<FrameRecord, 'streamId'>): WireRecord {
  const whole = { ...frame, streamId: 1 };
  return { ...base, protocol: 'HTTP/2', kind: 'frame', size: 9 + frame.length, frame: whole };
}

function socketFrame(frame: Partial<WebSocketFrame>): WireRecord {
  const whole = { opcode: 'text', fin: true, rsv: [], length: 0, ...frame };
  return { ...base, protocol: 'WebSocket', kind: 'ws-frame', size: 2, webSocket: whole };
}

test('heads, messages, control frames and ends are told apart in all protocols', () => {
  const parts: [WireRecord, Wire['part']][] = [
    [{ ...base, kind: 'request-head', from: 'browser', size: 10 }, 'head'],
    [{ ...base, kind: 'response-head', size: 10 }, 'head'],
    [{ ...base, kind: 'body', size: 1, payload: [0, 1] }, 'message'],
    [{ ...base, kind: 'last-chunk', size: 5 }, 'end'],
    [frame({ type: 'HEADERS', flags: ['END_HEADERS'], length: 3 }), 'head'],
    [frame({ type: 'CONTINUATION', flags: ['END_HEADERS'], length: 3 }), 'head'],
    [{ ...frame({ type: 'DATA', flags: [], length: 3 }), payload: [9, 3] }, 'message'],
    [{ ...frame({ type: 'DATA', flags: ['END_STREAM'], length: 0 }), payload: [9, 0] }, 'end'],
    [frame({ type: 'WINDOW_UPDATE', flags: [], length: 4 }), 'control'],
    [socketFrame({ content: 'text' }), 'message'],
    [socketFrame({ opcode: 'continuation', content: 'text' }), 'message'],
    [socketFrame({ opcode: 'ping' }), 'control'],
    [socketFrame({ opcode: 'text', content: 'text', problem: 'masked' }), 'control'],
  ];
  for (const [record, part] of parts) assert.equal(tell(record)?.part, part, record.kind);
});

test('a WebSocket message is complete with its last frame, and only if that is whole', () => {
  const count = (frame: Partial<WebSocketFrame>) => tell(socketFrame(frame))?.messages;
  assert.equal(count({ content: 'text' }), 1);
  assert.equal(count({ content: 'text', fin: false }), 0);
  assert.equal(count({ opcode: 'continuation', content: 'text' }), 1);
  assert.equal(count({ content: 'text', incomplete: true }), 0);
  assert.equal(count({ opcode: 'ping' }), 0);
});

test('what nobody sent is not told', () => {
  assert.equal(tell({ ...base, from: 'host', kind: 'fault', size: 0, reason: 'cut' }), undefined);
});
