/** Loads what makes a figure answer when a reader first touches it, or an address asks for it. */
export function wakeFigures(figures: readonly HTMLElement[]): void {
  const asked = new URLSearchParams(location.search).get('figure');
  for (const figure of figures) {
    let waking: Promise<void> | undefined;
    let awake = false;
    const wake = () => {
      waking ??= import('./live-figure.ts')
        .then(({ enliven }) => enliven(figure))
        .then(() => {
          awake = true;
        });
      return waking;
    };
    figure.addEventListener('pointerenter', wake, { once: true });
    figure.addEventListener('focusin', wake, { once: true });
    const openers = figure.querySelectorAll<HTMLButtonElement>('[data-explore], [data-run-here]');
    for (const opener of openers) {
      opener.addEventListener('click', async () => {
        if (awake) return;
        // Pressed before the tools were there: once more, now that they are.
        await wake();
        opener.click();
      });
    }
    if (figure.dataset.figure === asked) void wake();
  }
}
