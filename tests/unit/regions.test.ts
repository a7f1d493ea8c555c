import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractRegion, listRegions, withoutMarkers } from '../../src/markdown/regions.ts';

const source = `import x from 'y';

// #region headers
  const head = 1;
  // #region loop
    const loop = 2;

      deep();
  // #endregion loop
// #endregion headers
`;

test('a region comes without markers and without shared indentation', () => {
  assert.equal(extractRegion(source, 'loop', 'a.ts'), 'const loop = 2;\n\n  deep();');
});

test('a region that holds another is shown whole', () => {
  const shown = extractRegion(source, 'headers', 'a.ts');
  assert.equal(shown, 'const head = 1;\n  const loop = 2;\n\n    deep();');
});

test('a whole file loses its markers only', () => {
  assert.ok(!withoutMarkers(source, 'a.ts').includes('region'));
  assert.match(withoutMarkers(source, 'a.ts'), /^import x from 'y';\n\n {2}const head/);
});

test('shell, HTML and CSS comments carry markers too', () => {
  for (const [open, close] of [
    ['# ', ''],
    ['<!-- ', ' -->'],
    ['/* ', ' */'],
  ] as const) {
    const text = `a\n${open}#region b${close}\nc\n${open}#endregion b${close}\nd`;
    assert.equal(extractRegion(text, 'b', 'a'), 'c');
  }
});

test('regions are listed in the order in which they begin', () => {
  assert.deepEqual(listRegions(source, 'a.ts'), ['headers', 'loop']);
});

test('a missing region is a sentence that lists those there are', () => {
  assert.throws(() => extractRegion(source, 'resume', 'demos/reconnect/server.ts'), {
    message: 'demos/reconnect/server.ts has no region "resume". It has: headers, loop.',
  });
  assert.throws(() => extractRegion('x', 'resume', 'a.ts'), /It has no regions\./);
});

const unsound: [name: string, text: string, message: RegExp][] = [
  ['unclosed', '// #region a\nx', /^Error: a\.ts:1 region "a" is never closed/],
  [
    'begun twice',
    '// #region a\n// #endregion\n// #region a\n// #endregion',
    /a\.ts:3 .*second time/,
  ],
  ['closed but not open', 'x\n// #endregion a', /a\.ts:2 .*not open/],
  ['crossing', '// #region a\n// #region b\n// #endregion a\n// #endregion b', /Close "b" first/],
  ['without a name', '// #region\n// #endregion', /needs a name/],
];

for (const [name, text, message] of unsound) {
  test(`a region ${name} is an error with its line`, () => {
    assert.throws(() => withoutMarkers(text, 'a.ts'), message);
  });
}
