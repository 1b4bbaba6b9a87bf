import { currentSection } from './current-section.ts';

/** Marks, in the list of contents, the section that is being read. */
export function followContents(links: readonly HTMLAnchorElement[]): void {
  const headings = links.flatMap(({ hash }) => document.getElementById(hash.slice(1)) ?? []);
  let waiting = false;
  const mark = () => {
    waiting = false;
    const current = currentSection(headings)?.id;
    for (const link of links) {
      if (link.hash.slice(1) === current) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
  };
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  window.addEventListener('scroll', soon, { passive: true });
  soon();
}
