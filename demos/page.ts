// The page of a demo alone. The host puts the demo's client before it.
declare function start(
  view: HTMLElement,
  url: string,
  urls: { http1: string; http2: string },
): () => void;

const view = document.querySelector('main')!;
const { pathname, href: url } = new URL('.', location.href);
const { http1 = '', http2 = '' } = view.dataset;
const urls = {
  http1: `${http1}${pathname}`,
  http2: `${http2}${pathname}`,
};

// #region life
let leave = start(view, url, urls);
addEventListener('pagehide', () => leave());
addEventListener('pageshow', (event) => {
  // "Back" may show the page as it was left: begin anew.
  if (event.persisted) leave = start(view, url, urls);
});
// #endregion life
