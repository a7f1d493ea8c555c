import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chapterFile, siteWith } from '../support/site-fixture.ts';

const fence = '```ts file=demos/a/server.ts region=loop\n```';
const server = (line: string) => `// #region loop\n${line}\n// #endregion loop\n`;
const path = 'content/en/10-basics/10-sample.md';
const site = siteWith({ 'demos/a/server.ts': server('first();'), [path]: chapterFile(fence) });
const built = () => readFileSync(join(site.root, 'dist/en/sample/index.html'), 'utf8');

test.after(() => site.remove());

// One after the other: what a build leaves in the cache is the subject.
test('a build after a build', async (context) => {
  await context.test('the first shows the demo under the chapter’s address', async () => {
    const { code, output } = await site.build();
    assert.equal(code, 0, output);
    assert.match(built(), /first/);
    assert.match(built(), /<p>content\/en\/10-basics\/10-sample\.md<\/p>/);
  });

  await context.test(
    'a demo edited since is shown as it is now, the chapter untouched',
    async () => {
      site.write('demos/a/server.ts', server('second();'));
      const { code, output } = await site.build();
      assert.equal(code, 0, output);
      assert.match(built(), /second/);
    },
  );

  await context.test(
    'a rule that throws ends the build with its sentence, every time',
    async () => {
      site.write('demos/a/server.ts', server('third();').replaceAll('loop', 'other'));
      for (const attempt of [1, 2]) {
        const { code, output } = await site.build();
        assert.equal(code, 1, `attempt ${attempt}: ${output}`);
        assert.match(
          output,
          /10-sample\.md:8 demos\/a\/server\.ts has no region "loop"\. It has: other\./,
        );
      }
    },
  );

  await context.test('front matter that is not whole names file, field and remedy', async () => {
    site.write(
      path,
      chapterFile('x').replace('minutes: 5', 'minutes: 99').replace('[Read it]', '[]'),
    );
    const { code, output } = await site.build();
    assert.equal(code, 1);
    assert.match(output, /minutes: must be at most 60 minutes: split the chapter/);
    assert.match(output, /objectives: needs at least one objective/);
    assert.match(output, /10-sample\.md/);
  });
});

test(
  'the author sees every edit, and every mistake, in the open page',
  { timeout: 60_000 },
  async () => {
    site.write('demos/a/server.ts', server('fifth();'));
    site.write(path, chapterFile(fence));
    const author = await site.dev();
    try {
      await author.shows('/en/sample/', 'fifth');
      site.write('demos/a/server.ts', server('sixth();'));
      await author.shows('/en/sample/', 'sixth');
      site.write('demos/a/server.ts', server('sixth();').replaceAll('loop', 'other'));
      await author.shows('/en/sample/', 'has no region "loop". It has: other.');
      site.write(path, chapterFile(`${fence.replace('loop', 'other')}\n\nmended`));
      await author.shows('/en/sample/', 'mended');
    } finally {
      await author.close();
    }
  },
);
