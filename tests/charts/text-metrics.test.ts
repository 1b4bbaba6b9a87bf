import { expect, test } from 'vitest';
import { hasFullWidth, measureText } from '../../src/charts/text-metrics.ts';
import { advance, CHARACTERS } from './chart-font.ts';

for (const weight of [400, 600] as const) {
  test(`every character of the shipped font at weight ${weight} has the font's own advance`, () => {
    expect(CHARACTERS.length).toBeGreaterThan(200);
    for (const character of CHARACTERS) {
      const own = advance(character, weight) * 1000;
      const table = measureText(character, 1000, weight);
      expect(Math.abs(table - own), character).toBeLessThanOrEqual(1);
    }
  });
}

test('the two weights differ, so the table does not hold one of them twice', () => {
  expect(measureText('Measured', 100, 600)).toBeGreaterThan(measureText('Measured', 100, 400) + 10);
});

test('Chinese characters and full-width marks take one em each', () => {
  expect(measureText('编码层（毫秒）：', 13, 600)).toBe(8 * 13);
  expect(measureText('编码层', 11, 400)).toBe(33);
});

test('a mixed line is as wide as its parts', () => {
  const parts = measureText('LSTM ', 12, 400) + measureText('逐步', 12, 400);
  expect(measureText('LSTM 逐步', 12, 400)).toBeCloseTo(parts, 9);
});

test('only text with a full-width character counts as such', () => {
  expect(hasFullWidth('Sequence length n')).toBe(false);
  expect(hasFullWidth('长度 n')).toBe(true);
});
