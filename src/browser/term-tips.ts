/**
 * Shows the definition of a term beside it while it is pointed at or has the focus. Definitions are
 * read from the glossary that the link leads to, once.
 */
export function termTips(terms: readonly HTMLAnchorElement[]): void {
  let glossary: Promise<Document> | undefined;
  const tip = document.createElement('p');
  tip.className = 'term-tip';
  tip.id = 'term-tip';
  tip.setAttribute('role', 'tooltip');
  let shown: HTMLAnchorElement | undefined;

  const hide = () => {
    shown?.removeAttribute('aria-describedby');
    shown = undefined;
    tip.remove();
  };
  const show = async (term: HTMLAnchorElement) => {
    hide();
    shown = term;
    glossary ??= fetch(term.pathname)
      .then((answer) => answer.text())
      .then((html) => new DOMParser().parseFromString(html, 'text/html'));
    const entry = (await glossary).getElementById(term.hash.slice(1));
    // Meanwhile another term may have been pointed at, or none.
    if (shown !== term || entry === null) return;
    tip.textContent = entry.querySelector('dd')?.textContent ?? '';
    document.body.append(tip);
    term.setAttribute('aria-describedby', tip.id);
    const place = term.getClientRects()[0] ?? term.getBoundingClientRect();
    const left = Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
    tip.style.left = `${scrollX + Math.max(12, left)}px`;
    const above = place.top - tip.offsetHeight - 8;
    tip.style.top = `${scrollY + (above < 0 ? place.bottom + 8 : above)}px`;
  };
  for (const term of terms) {
    term.addEventListener('pointerenter', () => void show(term));
    term.addEventListener('focus', () => void show(term));
    term.addEventListener('pointerleave', hide);
    term.addEventListener('blur', hide);
  }
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
}
