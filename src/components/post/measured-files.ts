import { closest } from 'fastest-levenshtein';

const files = import.meta.glob<string>(['/src/lab/**/*.ts', '/src/content/listings/*.py'], {
  query: '?raw',
  import: 'default',
});

/**
 * The text of a file that is run, by its path from the root: what is measured, such as
 * `src/lab/models/lstm.ts`, or a listing, such as `src/content/listings/corrected.py`.
 */
export async function measuredFile(path: string): Promise<string> {
  const load = files[`/${path}`];
  if (load) return load();
  const known = Object.keys(files).map((file) => file.slice(1));
  throw new Error(
    `There is no file "${path}" to show. The nearest is "${closest(path, known)}"; ` +
      'code that is shown lies in src/lab or src/content/listings.',
  );
}
