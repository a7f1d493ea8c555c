import type { Ask, Counts } from './client-ways.ts';

// #region fetch
export const askFetch: Ask = (address, { counted, over }) => {
  const leave = new AbortController();
  const { signal } = leave;
  fetch(address, { cache: 'no-store', signal })
    .then((response) => response.json())
    .then((counts: Counts) => {
      counted(counts);
      over('answered', { streams: counts.streams });
    })
    .catch(() => over('failed'));
  return () => leave.abort();
};
// #endregion fetch

// #region image
export const askImage: Ask = (address, { entry, over }) => {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.alt = '';
  image.onload = () => over('loaded');
  image.onerror = () => over('failed');
  image.src = address;
  entry.item.prepend(image);
  return () => image.removeAttribute('src');
};
// #endregion image
