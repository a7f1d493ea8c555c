import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { roundOfBlocks as round } from '../support/event-fields-round.ts';
import { openRaw } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';

const { origins } = await startTestCompanion();

test('a round has one block for each thing, each in a chunk of its own', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const client = openRaw(origins.lab, '/event-fields/events');
  for (const block of round) {
    await client.until(block);
    mock.timers.tick(2000);
  }
  const answer = await client.until('id: forged\n\n\r\n');
  client.leave();
  mock.timers.reset();
  const chunks = round.map((block) => `${block.length.toString(16)}\r\n${block}\r\n`);
  assert.ok(answer.slice(answer.indexOf('\r\n\r\n') + 4).startsWith(chunks.join('')));
  assert.deepEqual(parseEvents(bodyOf(client)).slice(0, 7), [
    { type: 'message', data: 'one line', lastEventId: '' },
    { type: 'message', data: 'two\nlines', lastEventId: '' },
    { type: 'tick', data: 'a type of its own', lastEventId: '' },
    { type: 'message', data: 'an id', lastEventId: '1' },
    { type: 'message', data: 'the same id, and CR LF', lastEventId: '1' },
    { type: 'message', data: 'no space\n two spaces', lastEventId: '1' },
    { type: 'message', data: 'a visitor wrote\nid: forged', lastEventId: '1' },
  ]);
});

test('over HTTP/2 the same blocks come', async () => {
  const client = http2Client(origins.labTls);
  const stream = client.open('/event-fields/events');
  assert.equal(await stream.until('one line\n\n'), round.slice(0, 2).join(''));
  client.close();
});
