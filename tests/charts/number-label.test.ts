import { expect, test } from 'vitest';
import { numberLabel } from '../../src/charts/number-label.ts';

test.each([
  [0, '0'],
  [1024, '1024'],
  [10_000, '10,000'],
  [100_000, '100,000'],
  [0.05, '0.05'],
  [0.001, '0.001'],
  [-3, '\u22123'],
  [1e6, '10⁶'],
  [1e17, '10¹⁷'],
  [1e-4, '10⁻⁴'],
  [0.30000000000000004, '0.3'],
])('%f is written %s', (value, text) => {
  expect(numberLabel(value)).toBe(text);
});
