import { join } from 'node:path';
import { createIndex } from 'pagefind';

/** Indexes the text of the pages in a folder for the search page (Pagefind, a process of its own). */
export async function indexForSearch(folder: string): Promise<void> {
  const { index, errors } = await createIndex({
    excludeSelectors: ['.katex', '.panel', '.actions', '.provenance', 'svg', 'details'],
  });
  if (index === undefined) throw new Error(`Pagefind: ${errors.join('; ')}`);
  for (const step of [
    await index.addDirectory({ path: folder }),
    await index.writeFiles({ outputPath: join(folder, 'pagefind') }),
  ]) {
    if (step.errors.length > 0) throw new Error(`Pagefind: ${step.errors.join('; ')}`);
  }
}
