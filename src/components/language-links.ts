// A change of language keeps the reader's place: sections have the same ids in all languages.
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[data-language]');
  const section = document.querySelector<HTMLAnchorElement>('page-contents a[aria-current]');
  if (link) link.hash = section?.hash ?? location.hash;
});
