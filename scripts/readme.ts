import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadFamilies, readCatalogue } from '#authoring/read-catalogue.ts';
import { readmeFigure } from '#figures/readme-figure.ts';
import { site } from '../site.config.ts';

// npm run readme: draws the README's figure anew from its record.
const root = fileURLToPath(new URL('..', import.meta.url));
const catalogue = readCatalogue(root, await loadFamilies(root), {
  primaryMachines: site.primaryMachines,
  showLocal: false,
});
const { svg, readme } = readmeFigure(
  catalogue.figure(site.readmeFigure),
  readFileSync(join(root, 'src/styles/tokens.css'), 'utf8'),
  readFileSync(join(root, 'README.md'), 'utf8'),
);
writeFileSync(join(root, 'src/figures/readme-figure.svg'), svg);
writeFileSync(join(root, 'README.md'), readme);
