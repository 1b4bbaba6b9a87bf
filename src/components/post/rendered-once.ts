const rendered = new Map<string, Promise<string>>();

/** The HTML that was rendered before of what is alike, or else by `render` now. */
export function renderedOnce(like: string, render: () => Promise<string>): Promise<string> {
  const known = rendered.get(like) ?? render();
  rendered.set(like, known);
  return known;
}
