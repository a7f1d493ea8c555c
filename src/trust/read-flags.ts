// The two flags of `npm run trust` and `npm run untrust`.

export type TrustFlags = {
  /** Say what would change, and change nothing. */
  isDry: boolean;
  /** The system's own store too. */
  withSystem: boolean;
};

const known = ['--dry-run', '--system'];

/**
 * Reads the flags. `npm run trust --dry-run` without `--` gives the flag to npm, which keeps it and
 * runs the command: what the reader meant is then in the environment.
 * @throws a sentence that names the flags there are
 */
export function readTrustFlags(args: string[], environment: NodeJS.ProcessEnv): TrustFlags {
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown) throw new Error(`There is no "${unknown}". There are: ${known.join(', ')}.`);
  const has = (flag: string) =>
    args.includes(flag) ||
    environment[`npm_config_${flag.slice(2).replaceAll('-', '_')}`] === 'true';
  return { isDry: has('--dry-run'), withSystem: has('--system') };
}
