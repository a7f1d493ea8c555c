// What a real proxy does to a WebSocket and to an event stream: nginx, as it comes and as it should be.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { spread } from '../../demos/what-gets-through/client-spread.ts';
import { startTestCompanion } from '../support/companion.ts';
import { nginxIsMissing, startNginx } from '../support/nginx.ts';
import { openRaw } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const skip = nginxIsMissing;
const { origins } = await startTestCompanion();
const { lab } = origins;

const upgrade =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
const location = (name: string, more: string) =>
  `location /${name}/ { proxy_pass ${lab}/; ${more} }`;

const nginx = skip
  ? ''
  : await startNginx(
      [
        location('plain', ''),
        location('upgrade', upgrade),
        location('flowing', 'proxy_buffering off;'),
        location('hasty', `${upgrade} proxy_buffering off; proxy_read_timeout 1s;`),
      ].join('\n'),
    );

const post = (path: string) => fetch(`${lab}/duel/${path}`, { method: 'POST' });

/** Opens a WebSocket through a location of the proxy. */
function open(name: string, reader: string) {
  const socket = new WebSocket(`${nginx.replace('http', 'ws')}/${name}/duel/ws?reader=${reader}`);
  after(() => socket.terminate());
  socket.on('error', () => {});
  const texts: string[] = [];
  socket.on('message', (data: Buffer) => texts.push(data.toString()));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return { socket, texts, closed };
}

test(
  'nginx as it comes takes the upgrade away: the server sees a GET, and answers 404',
  { skip },
  async () => {
    const { socket } = open('plain', 'ana');
    const [, response] = (await once(socket, 'unexpected-response')) as [
      unknown,
      { statusCode: number; on: (name: 'data', take: (text: Buffer) => void) => void },
    ];
    assert.equal(response.statusCode, 404);
    const body = await new Promise<string>((resolve) =>
      response.on('data', (text) => resolve(text.toString())),
    );
    assert.match(body, /^There are GET \/events, .* and a WebSocket at \/ws\.\n$/);
  },
);

test('nginx that is told to passes the upgrade on', { skip }, async () => {
  const { socket, texts } = open('upgrade', 'luis');
  await once(socket, 'open');
  await post('burst?reader=luis');
  await until('the news', () => texts.length >= 100);
});

test(
  'nginx as it comes keeps an event stream back, and one without buffering does not',
  { skip },
  async () => {
    const held = openRaw(nginx, '/plain/duel/events?reader=eva');
    const flowing = openRaw(nginx, '/flowing/duel/events?reader=eva');
    const direct = openRaw(lab, '/duel/events?reader=eva');
    await post('settings?reader=eva&rate=20&size=64').then(() => direct.until(': ok'));
    await post('settings?reader=eva&rate=20&size=64');
    for (const stream of [flowing, direct]) await stream.until(/("n":[^]*){5}/);
    assert.doesNotMatch(held.all().toString(), /"n":/);
    for (const stream of [held, flowing, direct]) stream.leave();
  },
);

test(
  'a silence longer than its time-out ends WebSocket and event stream alike',
  { skip },
  async () => {
    const { socket, texts, closed } = open('hasty', 'rosa');
    await once(socket, 'open');
    const stream = openRaw(nginx, '/hasty/duel/events?reader=rosa');
    await stream.until(': ok');
    await post('settings?reader=rosa&rate=20&size=64');
    // With news it stays open for longer than the time-out.
    const began = Date.now();
    await until('news for two seconds', () => texts.length > 0 && Date.now() - began > 2000);
    assert.equal(socket.readyState, WebSocket.OPEN);
    await post('settings?reader=rosa&rate=0.2&size=64');
    assert.equal(await closed, 1006);
    await stream.ended;
  },
);

test(
  'a probe of three events tells the proxy that buffers from the one that does not',
  { skip },
  async () => {
    const probe = async (name: string) => {
      const { body } = await fetch(`${nginx}/${name}/what-gets-through/events`);
      const times: number[] = [];
      for await (const _ of body!) times.push(performance.now());
      return spread(times).verdict;
    };
    assert.deepEqual([await probe('plain'), await probe('flowing')], ['late', 'yes']);
  },
);
