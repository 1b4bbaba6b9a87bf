import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Catalogue, type CatalogueInput } from '#figures/catalogue.ts';
import type { FigureFamily } from '#figures/figure.ts';

/**
 * The figure families below `root`: every file of src/figures/ with a default export, by name.
 * Such a file carries the name of its experiment.
 */
export async function loadFamilies(root: string): Promise<FigureFamily[]> {
  const families: FigureFamily[] = [];
  for (const name of readdirSync(join(root, 'src/figures')).sort()) {
    if (!name.endsWith('.ts')) continue;
    const file = `src/figures/${name}`;
    const loaded = (await import(pathToFileURL(join(root, file)).href)) as {
      default?: FigureFamily;
    };
    if (loaded.default === undefined) continue;
    const { experiment } = loaded.default;
    if (`${experiment}.ts` !== name) {
      throw new Error(
        `${file} publishes the experiment "${experiment}". Rename it to src/figures/${experiment}.ts.`,
      );
    }
    families.push(loaded.default);
  }
  return families;
}

/** All that posts may quote, read from files; throws as the Catalogue does. */
export function readCatalogue(
  root: string,
  families: readonly FigureFamily[],
  options: Pick<CatalogueInput, 'primaryMachines' | 'showLocal' | 'preview'>,
): Catalogue {
  return new Catalogue({ ...options, families, recordTexts: readRecordTexts(root) });
}

/** Text of every record below `root` by its path, `src/results/<experiment>/<machine>.json`. */
export function readRecordTexts(root: string): Record<string, string> {
  const folder = 'src/results';
  const texts: Record<string, string> = {};
  if (!existsSync(join(root, folder))) return texts;
  for (const experiment of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (!experiment.isDirectory()) continue;
    for (const name of readdirSync(join(root, folder, experiment.name)).sort()) {
      if (!name.endsWith('.json')) continue;
      const path = `${folder}/${experiment.name}/${name}`;
      texts[path] = readFileSync(join(root, path), 'utf8');
    }
  }
  return texts;
}
