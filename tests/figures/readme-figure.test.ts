import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadFamilies, readCatalogue } from '#authoring/read-catalogue.ts';
import { readmeFigure } from '#figures/readme-figure.ts';
import { site } from '../../site.config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { primaryMachines } = site;
const catalogue = readCatalogue(root, await loadFamilies(root), {
  primaryMachines,
  showLocal: false,
});
const figure = catalogue.figure(site.readmeFigure);
const drawn = readmeFigure(figure, read('src/styles/tokens.css'), read('README.md'));

it('the README shows the figure of the present record; npm run readme draws it anew', () => {
  expect(read('src/figures/readme-figure.svg')).toBe(drawn.svg);
  expect(read('README.md')).toBe(drawn.readme);
});

it('the README’s figure stands alone: no variable, style or address elsewhere', () => {
  expect(drawn.svg).not.toMatch(/var\(|style=|href|url\(/);
});

it('a README without the marks is refused', () => {
  expect(() => readmeFigure(figure, read('src/styles/tokens.css'), '# Title')).toThrow(
    'README.md has no line <!-- figure -->',
  );
});
