import data from '#content/bibliography.json';
import { type Reference, readBibliography } from '#figures/bibliography.ts';

const { references } = readBibliography(data);

/** A work of the bibliography by its key, which the pre-pass has checked. */
export function reference(key: string): Reference {
  const found = references.get(key);
  if (found === undefined) throw new Error(`There is no complete reference "${key}".`);
  return found;
}

/** The address of a work in the list at the end of the post that cites it. */
export function referenceId(key: string): string {
  return `reference-${key}`;
}
