// The page of a demo alone. The host puts the demo's client before it.
declare function start(
  view: HTMLElement,
  url: string,
  urls: { http1: string; http2: string },
): () => void;

const view = document.querySelector('main')!;

function begin(): () => void {
  // Where it is recorded, each start has an address of its own.
  const { http1 = '', http2 = '', base = '.' } = view.dataset;
  const { pathname, href } = new URL(base, location.href);
  const urls = {
    http1: `${http1}${pathname}`,
    http2: `${http2}${pathname}`,
  };
  return start(view, href, urls);
}

// #region life
let leave = begin();
addEventListener('pagehide', () => leave());
addEventListener('pageshow', (event) => {
  // "Back" may show the page as it was left: begin anew.
  if (event.persisted) leave = begin();
});
// #endregion life
