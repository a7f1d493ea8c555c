// Runs before the first paint, so that a chosen theme never flashes. A file and not an inline
// script: the page's policy allows scripts of this origin only. Without a choice, CSS follows the
// operating system.
{
  const root = document.documentElement;
  root.dataset.js = '';
  try {
    const choice = localStorage.getItem('theme');
    if (choice === 'light' || choice === 'dark') root.dataset.scheme = choice;
    // A reader who has begun is offered the way on; the room for it is there from the start.
    if (localStorage.getItem('olr-progress')) root.dataset.begun = '';
  } catch {
    // Storage may be forbidden; the system's theme is a fine one.
  }
}
