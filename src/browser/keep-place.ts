import { currentSection } from './current-section.ts';

/** Lets the links to other languages lead to the section that is being read. */
export function keepPlace(
  links: readonly HTMLAnchorElement[],
  headings: readonly HTMLElement[],
): void {
  for (const link of links) {
    link.addEventListener('click', () => {
      link.hash = currentSection(headings)?.id ?? '';
    });
  }
}
