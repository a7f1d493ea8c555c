// A stylesheet of its own, so that it is no part of a page that follows nothing.
import address from '../styles/live.css?url&no-inline';

/** Resolves when the styles hold; also when they cannot be had, because a plain bar is still a bar. */
export function loadStyles(): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  return new Promise((resolve) => {
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}
