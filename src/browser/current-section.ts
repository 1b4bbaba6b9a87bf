/** The heading of the section that the reader is in: the last one above a third of the window. */
export function currentSection(headings: readonly HTMLElement[]): HTMLElement | undefined {
  const line = window.innerHeight / 3;
  return headings.findLast((heading) => heading.getBoundingClientRect().top <= line);
}
