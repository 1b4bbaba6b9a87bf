/** Cuts the site's fonts down to the characters it uses, and writes the chart font's advances. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';

const range = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('');

const LATIN =
  `${range(0x20, 0x7e)}\u00a0\u2009\u202f§©®°±²³µ·¹¼½¾×÷«»¿¡` +
  'àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœŒÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ–—‘’“”•…′″−⁄€™';
const SCIENCE = '⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉←↑→↓≈≠≤≥∞√∑∂✓✗ΔΣΩΘΦΨαβγδεζηθκλμνπρστφχψω';

interface Cut {
  name: string;
  /** Address of the whole font in its package. */
  source: string;
  axes?: Record<string, number | { min: number; max: number }>;
}

const CUTS: readonly Cut[] = [
  {
    name: 'inter',
    source: import.meta.resolve('inter-ui/variable/InterVariable.woff2'),
    axes: { opsz: 14, wght: { min: 400, max: 600 } },
  },
  {
    name: 'source-serif',
    source: import.meta.resolve(
      '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
    ),
    axes: { wght: { min: 400, max: 600 } },
  },
  {
    name: 'source-serif-italic',
    source: import.meta.resolve(
      '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2',
    ),
    axes: { wght: 400 },
  },
  {
    name: 'plex-mono',
    source: import.meta.resolve(
      '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2',
    ),
  },
  {
    name: 'plex-mono-semibold',
    source: import.meta.resolve(
      '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-600-normal.woff2',
    ),
  },
];

const LICENSES: Record<string, string> = {
  'inter-OFL.txt': import.meta.resolve('inter-ui/LICENSE.txt'),
  'source-serif-OFL.txt': import.meta.resolve('@fontsource-variable/source-serif-4/LICENSE'),
  'plex-mono-OFL.txt': import.meta.resolve('@fontsource/ibm-plex-mono/LICENSE'),
};

const FEATURES = ['kern', 'mark', 'mkmk', 'ccmp', 'liga', 'tnum', 'case'];
const CHART_WEIGHTS = [400, 600];

const target = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

for (const { name, source, axes } of CUTS) {
  const cut = await subsetFont(await readFile(fileURLToPath(source)), LATIN + SCIENCE, {
    targetFormat: 'woff2',
    keepFeatures: FEATURES,
    ...(axes ? { variationAxes: axes } : {}),
  });
  await writeFile(target(`styles/fonts/${name}.woff2`), cut);
  console.log(`${name}.woff2  ${cut.length} bytes`);
}

for (const [name, source] of Object.entries(LICENSES)) {
  await writeFile(target(`styles/fonts/${name}`), await readFile(fileURLToPath(source)));
}

const shipped = await readFile(target('styles/fonts/inter.woff2'));
const advances: Record<string, Record<string, number>> = {};
for (const weight of CHART_WEIGHTS) {
  // A static instance carries the advances in its own table, whatever reads it.
  const instance = await subsetFont(shipped, LATIN + SCIENCE, {
    targetFormat: 'truetype',
    variationAxes: { wght: weight },
  });
  const font = fontkit.create(instance);
  if (!('characterSet' in font)) throw new Error('inter.woff2 is a collection, not one font');
  advances[weight] = Object.fromEntries(
    [...font.characterSet]
      // U+FFFF only marks the end of the font's character table.
      .filter((code) => code !== 0xffff)
      .sort((a, b) => a - b)
      .map((code) => [
        String.fromCodePoint(code),
        Math.round((1000 * font.glyphForCodePoint(code).advanceWidth) / font.unitsPerEm),
      ]),
  );
}
await writeFile(target('charts/inter-advances.json'), `${JSON.stringify(advances)}\n`);
console.log(`inter-advances.json  weights ${CHART_WEIGHTS.join(', ')}`);
