import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadFamilies, readCatalogue } from '#authoring/read-catalogue.ts';
import { bibliographyFile, readBibliography } from '#figures/bibliography.ts';
import { site } from '../../site.config.ts';
import { checkFamily } from '../support/check-family.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { primaryMachines } = site;
const families = await loadFamilies(root);
const catalogue = readCatalogue(root, families, { primaryMachines, showLocal: false });
const bibliography: unknown = JSON.parse(readFileSync(`${root}/${bibliographyFile}`, 'utf8'));
const { references } = readBibliography(bibliography);

describe.each(catalogue.experiments)(
  'on its published record, $name',
  ({ family, record, records }) => {
    checkFamily(family, record, { mayLack: true });

    it('is anchored to works of the bibliography', () => {
      const keys = family.anchors.map(({ cite }) => cite);
      expect(keys.filter((key) => !references.has(key))).toEqual([]);
    });

    it('stays within a megabyte', () => {
      const file = `${root}/src/results/${family.experiment}/${records[0]?.machine}.json`;
      expect(readFileSync(file).length).toBeLessThan(1_000_000);
    });
  },
);
