// A change of language keeps the reader's place: sections have the same ids in all languages.
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[data-language]');
  if (link) link.hash = placeOfReader();
});

/** The section that the address names while it is in view, else the one that is being read. */
function placeOfReader(): string {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const top = named?.getBoundingClientRect().top ?? -1;
  if (top >= 0 && top < innerHeight) return location.hash;
  return document.querySelector<HTMLAnchorElement>('page-contents a[aria-current]')?.hash ?? '';
}
