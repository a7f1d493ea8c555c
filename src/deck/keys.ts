// Which key means what. Clickers send Page Up, Page Down, b and the full stop.

export type Action =
  'next' | 'previous' | 'first' | 'last' | 'overview' | 'blackout' | 'fullscreen' | 'help';

const actions: Record<string, Action> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  n: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  p: 'previous',
  Home: 'first',
  End: 'last',
  Escape: 'overview',
  o: 'overview',
  b: 'blackout',
  '.': 'blackout',
  f: 'fullscreen',
  '?': 'help',
};

type Key = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'repeat'
>;

/**
 * The action of a key, or nothing where the key is the browser's.
 * @param signs whether keys of a single sign act: a reader may switch them off (WCAG 2.1.4).
 */
export function actionOf(event: Key, signs: boolean): Action | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return undefined;
  const { key } = event;
  if (key === ' ') return event.shiftKey ? 'previous' : 'next';
  const isSign = key.length === 1;
  if (isSign && !signs) return undefined;
  // On some keyboards ? and . need Shift; for all other keys Shift makes a combination.
  if (event.shiftKey && key !== '?' && key !== '.') return undefined;
  const name = isSign ? key.toLowerCase() : key;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const walks = action === 'next' || action === 'previous';
  return event.repeat && !walks ? undefined : action;
}
