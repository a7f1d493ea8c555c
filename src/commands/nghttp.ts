// Finds nghttp for the tests that compare our HTTP/2 decoder with it, or installs it. Without it they are skipped.
import { findInstalled, installFromDebian } from './find-program.ts';

export function findOrInstallNghttp(): void {
  if (!findInstalled(['nghttp'], [])) installFromDebian('nghttp2-client');
}
