// npm run check: the one command before a commit. `npm run check static` leaves the tests out.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../root.ts';

type Step = [name: string, args: string[]];

const tool = (path: string, ...args: string[]) => [join(root, 'node_modules', path), ...args];
/** Side by side, one step of each at a time: alone, a step leaves half of two cores idle. */
const lanes: Step[][] = [
  [
    // Types first: they also write .astro/, by which lint and knip know the content's types.
    ['types', tool('astro/bin/astro.mjs', 'check', '--minimumSeverity', 'warning')],
    ['lint', tool('eslint/bin/eslint.js', '--max-warnings=0', '.')],
  ],
  [
    ['format', tool('prettier/bin/prettier.cjs', '--check', '.')],
    ['slides', [join(root, 'src/commands/slides.ts')]],
  ],
];
await Promise.all(lanes.map(inOrder));
await inOrder([['unused code', tool('knip/bin/knip.js')]]);
if (process.argv[2] !== 'static' && !process.exitCode)
  await inOrder([['tests', [join(root, 'src/commands/test.ts')]]]);

async function inOrder(steps: Step[]): Promise<void> {
  for (const [name, args] of steps) {
    const { status, output } = await run(name, args);
    // Each step's lines stay together, whichever ends first.
    console.log(`\n── ${name}\n${output}`);
    if (status === 0) continue;
    console.error(`"${name}" found something to mend (above).`);
    process.exitCode = 1;
  }
}

/** Runs a step. The tests take minutes: they print as they go. */
function run(name: string, args: string[]): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: name === 'tests' ? 'inherit' : 'pipe',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    let output = '';
    const gather = (bytes: Buffer) => void (output += bytes.toString());
    child.stdout?.on('data', gather);
    child.stderr?.on('data', gather);
    child.on('close', (status) => resolve({ status, output }));
  });
}
