import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { createIndex } from 'pagefind';

/** After the build, indexes the text of the pages for the search page (Pagefind). */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
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
      },
    },
  };
}
