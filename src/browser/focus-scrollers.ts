/** Lets the keyboard reach what is wider than its place, so that it can be scrolled. */
export function focusScrollers(elements: readonly HTMLElement[]): void {
  const check = () => {
    for (const element of elements) {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    }
  };
  void document.fonts.ready.then(check);
  window.addEventListener('resize', check, { passive: true });
}
