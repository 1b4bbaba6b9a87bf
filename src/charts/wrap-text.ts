import { hasFullWidth, measureText, type TextWeight } from './text-metrics.ts';

const MAY_NOT_START = /^[\s,.;:!?)\]%、。，；：！？）］】》」』·]/u;
const MAY_NOT_END = /[（(［【《「『]$/u;

/** Pieces between which a line may break: Latin words with their space, single Han characters. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const word of text.match(/\S+\s*/gu) ?? []) {
    let run = '';
    for (const character of word) {
      const joins = MAY_NOT_START.test(character) || MAY_NOT_END.test(run);
      if (run !== '' && !joins && (hasFullWidth(character) || hasFullWidth(run.slice(-1)))) {
        found.push(run);
        run = '';
      }
      run += character;
    }
    if (run !== '') found.push(run);
  }
  return found;
}

/**
 * Breaks text into the fewest lines no wider than `maxWidth` px, and those as equally long as they
 * can be; a single long word stays whole.
 */
export function wrapText(
  text: string,
  maxWidth: number,
  sizePx: number,
  weight: TextWeight,
): string[] {
  const parts = pieces(text);
  const width = (line: string) => measureText(line.trimEnd(), sizePx, weight);
  const fill = (limit: number): string[] => {
    const lines: string[] = [];
    for (const part of parts) {
      const line = lines.at(-1);
      if (line === undefined || width(line + part) > limit) lines.push(part);
      else lines[lines.length - 1] = line + part;
    }
    return lines;
  };
  let best = fill(maxWidth);
  for (let limit = maxWidth - 2; best.length > 1 && limit > 0; limit -= 2) {
    const lines = fill(limit);
    if (lines.length > best.length) break;
    best = lines;
  }
  return best.map((line) => line.trimEnd());
}
