// What the stores depend on: the machine and whose it is. Tests bring one of their own.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findCertutil, type Certutil } from './certutil.ts';
import { debianPlaces, type SystemPlaces } from './system-store.ts';

export type Machine = {
  platform: NodeJS.Platform;
  home: string;
  /** Where programs on Linux keep their settings. https://specifications.freedesktop.org/basedir-spec/ */
  configHome: string;
  isRoot: boolean;
  /** The system's own store. */
  system: SystemPlaces;
  certutil: Certutil | undefined;
};

export function thisMachine(): Machine {
  const home = homedir();
  return {
    platform: process.platform,
    home,
    configHome: process.env['XDG_CONFIG_HOME'] || join(home, '.config'),
    system: debianPlaces,
    isRoot: process.getuid?.() === 0,
    certutil: findCertutil(),
  };
}
