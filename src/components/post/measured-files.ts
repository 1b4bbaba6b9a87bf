import { closest } from 'fastest-levenshtein';

const files = import.meta.glob<string>('/src/lab/**/*.ts', { query: '?raw', import: 'default' });

/** The text of a file that measures, by its path from the root, e.g. `src/lab/models/lstm.ts`. */
export async function measuredFile(path: string): Promise<string> {
  const load = files[`/${path}`];
  if (load) return load();
  const known = Object.keys(files).map((file) => file.slice(1));
  throw new Error(
    `There is no measured file "${path}". The nearest is "${closest(path, known)}"; ` +
      'code that is shown lies under src/lab/.',
  );
}
