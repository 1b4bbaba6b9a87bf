import { readFileSync } from 'node:fs';
import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';

const shipped = readFileSync(new URL('../../src/styles/fonts/inter.woff2', import.meta.url));
const all = fontkit.create(shipped);
if (!('characterSet' in all)) throw new Error('inter.woff2 is a collection');

/** Every character of the shipped chart font (U+FFFF only ends its table). */
export const CHARACTERS = all.characterSet
  .filter((code) => code !== 0xffff)
  .map((code) => String.fromCodePoint(code));

// fontkit varies only bare TrueType files, so the container is changed and nothing else.
const bare = fontkit.create(
  await subsetFont(shipped, CHARACTERS.join(''), { targetFormat: 'truetype' }),
);
if (!('getVariation' in bare)) throw new Error('inter.woff2 is a collection');
const weights = new Map([400, 600].map((wght) => [wght, bare.getVariation({ wght })]));

/** Advance of a character in em, as fontkit computes it from the variable font's own tables. */
export function advance(character: string, weight: number): number {
  const font = weights.get(weight);
  const code = character.codePointAt(0) ?? 0;
  if (!font?.hasGlyphForCodePoint(code)) return 1;
  return font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm;
}

/** Width of a line of text in px; what the font lacks is Chinese and takes 1 em. */
export function widthOf(text: string, sizePx: number, weight: number): number {
  return [...text].reduce((sum, character) => sum + advance(character, weight) * sizePx, 0);
}
