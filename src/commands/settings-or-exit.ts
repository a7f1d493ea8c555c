import { readSettings, type Settings } from '../origins.ts';

/** Reads the settings; one that cannot be is said in its sentence, with exit code 1. */
export function settingsOrExit(environment: NodeJS.ProcessEnv): Settings {
  try {
    return readSettings(environment);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
