import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestFiles, listDemos, readSource, unknownDemo } from '../../src/markdown/demo-source.ts';
import { smallProject } from '../support/markdown.ts';

const project = smallProject();
test.after(() => project.remove());
const { root, write } = project;

test('a file or a region of it is read from the demo', () => {
  assert.equal(readSource('demos/first-stream/server.ts', 'send', root), 'export const send = 1;');
  assert.ok(!readSource('demos/first-stream/server.ts', undefined, root).includes('#region'));
});

test('a missing file names its neighbours', () => {
  assert.throws(() => readSource('demos/first-stream/sever.ts', undefined, root), {
    message:
      'demos/first-stream/sever.ts does not exist. demos/first-stream/ has: server.ts, view.html.',
  });
});

test('a missing demo names the demos', () => {
  assert.throws(
    () => readSource('demos/nope/server.ts', undefined, root),
    /demos\/ has: first-stream\./,
  );
  assert.equal(
    unknownDemo('nope', root),
    'There is no demo "nope" in demos/. There are: first-stream.',
  );
});

test('nothing outside the folders that chapters are about may be quoted', () => {
  for (const path of ['demos/../content/claims.json', '/etc/passwd', 'demos', '../x']) {
    assert.throws(() => readSource(path, undefined, root), /may not be quoted/, path);
  }
});

test('a folder is a demo when it has a server half and a name for an address', () => {
  write('demos/half/client.ts', '');
  write('demos/Not_An_Address/server.ts', '');
  assert.deepEqual(listDemos(root), ['first-stream']);
});

test('the digest changes with any content, any name, and only then', () => {
  const digest = () => digestFiles(['demos', 'content/claims.json', 'not/there'], root);
  const before = digest();
  assert.equal(digest(), before);
  write('demos/half/client.ts', ' ');
  const changed = digest();
  assert.notEqual(changed, before);
  write('demos/half/more.ts', '');
  assert.notEqual(digest(), changed);
});
