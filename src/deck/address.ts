// The address always names the position. Steps replace it; a jump leaves an entry for Back.
import { formatAddress, parseAddress, type Walk } from './position.ts';

export function keepAddress(walk: Walk): void {
  const write = (method: 'pushState' | 'replaceState') => {
    try {
      history[method](null, '', location.search + formatAddress(walk.position));
    } catch {
      // Safari allows a hundred changes in half a minute; the next one will be written again.
    }
  };
  const beginning = walk.position;
  const read = () => {
    const position = location.hash ? parseAddress(location.hash) : beginning;
    return !!position && walk.go(position, 'address');
  };
  read();
  walk.onMove(
    (cause) => cause !== 'address' && write(cause === 'jump' ? 'pushState' : 'replaceState'),
  );
  addEventListener('hashchange', () => read() || write('replaceState'));
}
