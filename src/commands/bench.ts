// npm run bench: what the stream engine costs beside its peers, in one run. Minutes, on an idle machine.
// npm run bench -- profile: where that time goes.
const [what = 'run'] = process.argv.slice(2);
if (what === 'run') await import('../../tests/bench/run.ts');
else if (what === 'profile') await import('../../tests/bench/profile.ts');
else {
  console.error(
    `There is no "${what}" to measure. There are: npm run bench, npm run bench -- profile.`,
  );
  process.exitCode = 1;
}
export {};
