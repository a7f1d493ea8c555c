// The page of a demo alone. The host puts the demo's client before it.
declare function start(view: HTMLElement, url: string): () => void;

const view = document.querySelector('main')!;
const url = new URL('.', location.href).href;

// #region life
let leave = start(view, url);
addEventListener('pagehide', () => leave());
addEventListener('pageshow', (event) => {
  // "Back" may show the page as it was left: begin anew.
  if (event.persisted) leave = start(view, url);
});
// #endregion life
