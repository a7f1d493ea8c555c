// The wire of a demo alone: its page takes a run of its own, and is told what that carries. The host
// puts this module before the page's own script for a view that says `data-wire-alone`.
import { joinTap } from './tap.ts';
import { showWireIn } from './wire-in-view.ts';

const view = document.querySelector('main')!;
/** Where the demo is: `/`, or `/<slug>/` at a lab that serves all of them. */
const path = location.pathname;
const base = new RegExp(`^/@[^/]*${path}`);

function begin(): void {
  const wire = showWireIn(view, { base });
  const { run } = joinTap({
    onRecord: wire.take,
    onLost: wire.lost,
    onGone: () => {},
    // Nothing will be counted, which is less than there was.
    onRefused: wire.lost,
  });
  view.dataset['base'] = `/@${run}${path}`;
}

begin();
addEventListener('pageshow', (event) => {
  // The tap was left with the page.
  if (event.persisted) begin();
});
