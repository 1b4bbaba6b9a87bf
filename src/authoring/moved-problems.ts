import { nearest } from './nearest.ts';

/** Pages that have moved: old path to new path, both without language. */
export const movedFile = 'src/content/moved.json';

/** What is wrong with the list of moved pages; `known` are the paths of all pages there are. */
export function movedProblems(moved: unknown, known: readonly string[]): string[] {
  const report = (problem: string) => `${movedFile}: ${problem}`;
  if (typeof moved !== 'object' || moved === null || Array.isArray(moved)) {
    return [report('expected an object, {"/posts/old/": "/posts/new/"}; received another value.')];
  }
  return Object.entries(moved).flatMap(([from, to]: [string, unknown]) => {
    const found: string[] = [];
    if (!isPath(from)) {
      found.push(`expected a path such as "/posts/old/"; received "${from}".`);
    } else if (known.includes(from)) {
      found.push(`"${from}" is a page that there is: it has not moved. Remove it.`);
    }
    if (typeof to !== 'string' || !known.includes(to)) {
      const name = String(to);
      found.push(`"${from}" has moved to "${name}", which is no page.${nearest(name, known)}`);
    }
    return found.map(report);
  });
}

function isPath(text: string): boolean {
  return /^\/(?:[a-z0-9][a-z0-9-]*\/)+$/.test(text);
}
