import advances from './inter-advances.json' with { type: 'json' };

export type TextWeight = 400 | 600;

const TABLES: Record<TextWeight, Record<string, number>> = {
  400: advances[400],
  600: advances[600],
};

/** Scripts and forms that Chinese, Japanese and Korean faces set on a full em. */
const FULL_WIDTH =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** True where the text holds at least one full-width character. */
export function hasFullWidth(text: string): boolean {
  return FULL_WIDTH.test(text);
}

/** Width in px of one line of text in the chart font, without kerning; full-width is 1 em. */
export function measureText(text: string, sizePx: number, weight: TextWeight): number {
  const table = TABLES[weight];
  let thousandths = 0;
  for (const character of text) {
    thousandths += FULL_WIDTH.test(character) ? 1000 : (table[character] ?? 600);
  }
  return (thousandths * sizePx) / 1000;
}
