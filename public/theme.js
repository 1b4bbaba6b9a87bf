// Loaded in the head and blocking, so that the first paint already has the reader's colours.
(() => {
  const root = document.documentElement;
  const order = ['system', 'light', 'dark'];
  let theme = 'system';
  try {
    theme = localStorage.getItem('theme') ?? theme;
  } catch {
    // Storage may be forbidden: the choice then lasts for the page.
  }
  root.dataset.theme = order.includes(theme) ? theme : 'system';
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-theme-toggle]')) return;
    const next = order[(order.indexOf(root.dataset.theme) + 1) % order.length];
    root.dataset.theme = next;
    try {
      localStorage.setItem('theme', next);
    } catch {
      // As above.
    }
  });
})();
