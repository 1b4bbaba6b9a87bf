import { expect, test } from 'vitest';
import { wrapText } from '../../src/charts/wrap-text.ts';
import { widthOf } from './chart-font.ts';

test('text that fits stays on one line', () => {
  expect(wrapText('Encoder layer', 200, 12, 400)).toEqual(['Encoder layer']);
});

test('a long Latin label breaks between words into lines of about the same length', () => {
  const lines = wrapText('LSTM fused kernel, 2 threads', 130, 13, 600);
  expect(lines).toEqual(['LSTM fused', 'kernel, 2 threads']);
});

test('Chinese breaks between characters, never before a closing mark nor after an opening one', () => {
  const lines = wrapText('一次前向的时间（毫秒；误差线为置信区间）', 84, 12, 400);
  expect(lines.join('')).toBe('一次前向的时间（毫秒；误差线为置信区间）');
  expect(lines.length).toBe(3);
  for (const line of lines) {
    expect(widthOf(line, 12, 400)).toBeLessThanOrEqual(84);
    expect(line).not.toMatch(/^[）；]|（$/u);
  }
});

test('square brackets of Chinese hold to what they enclose', () => {
  for (let width = 40; width < 160; width += 4) {
    for (const line of wrapText('合批的乘积 → 一次乘积［GEMM］，再多一句', width, 13, 400)) {
      expect(line).not.toMatch(/^[］，]|［$/u);
    }
  }
});

test('a word wider than the limit stays whole', () => {
  expect(wrapText('parallelism', 10, 12, 400)).toEqual(['parallelism']);
});
