/**
 * Shows beside a link what it leads to, while it is pointed at or has the focus: the definition of a
 * term, from the glossary, which is read once; the work that is cited, from the end of the page.
 */
export function linkTips(links: readonly HTMLAnchorElement[]): void {
  let glossary: Promise<Document> | undefined;
  const tip = document.createElement('p');
  tip.className = 'link-tip';
  tip.id = 'link-tip';
  tip.setAttribute('role', 'tooltip');
  let shown: HTMLAnchorElement | undefined;

  const pageOf = ({ pathname }: HTMLAnchorElement) => {
    if (pathname === location.pathname) return document;
    glossary ??= fetch(pathname)
      .then((answer) => answer.text())
      .then((html) => new DOMParser().parseFromString(html, 'text/html'));
    return glossary;
  };
  const hide = () => {
    shown?.removeAttribute('aria-describedby');
    shown = undefined;
    tip.remove();
  };
  const show = async (link: HTMLAnchorElement) => {
    hide();
    shown = link;
    const target = (await pageOf(link)).getElementById(link.hash.slice(1));
    // Meanwhile another link may have been pointed at, or none.
    if (shown !== link || target === null) return;
    tip.textContent = textOf(target);
    document.body.append(tip);
    link.setAttribute('aria-describedby', tip.id);
    const place = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const left = Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
    tip.style.left = `${scrollX + Math.max(12, left)}px`;
    const above = place.top - tip.offsetHeight - 8;
    tip.style.top = `${scrollY + (above < 0 ? place.bottom + 8 : above)}px`;
  };
  for (const link of links) {
    link.addEventListener('pointerenter', () => void show(link));
    link.addEventListener('focus', () => void show(link));
    link.addEventListener('pointerleave', hide);
    link.addEventListener('blur', hide);
  }
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
}

/** A definition, or the parts of a reference: authors, year, title, place. */
function textOf(target: Element): string {
  const definition = target.querySelector('dd');
  if (definition) return definition.textContent;
  const parts = [...target.querySelectorAll('*')].filter(({ children }) => children.length === 0);
  return parts.map(({ textContent }) => textContent.trim()).join('. ');
}
