// On small screens the outline is a popover; while it covers the page, the page behind it is inert.
// On wide ones it is part of the page, and no popover at all.
const pane = document.getElementById('outline');
const wide = matchMedia('(min-width: 64rem)');

function settle(): void {
  const inFlow = wide.matches && document.documentElement.hasAttribute('data-has-sidebar');
  if (pane) pane.popover = inFlow ? null : 'auto';
}

pane?.addEventListener('toggle', (event) => {
  const open = event.newState === 'open';
  document.querySelector('.page-middle')?.toggleAttribute('inert', open);
});
wide.addEventListener('change', settle);
settle();
