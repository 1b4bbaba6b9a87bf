import { expect, it } from 'vitest';
import { numberText } from '#scaling/number-text.ts';

it.each([
  [98_304, 'count', '98,304'],
  [174.604, 'B', '175 B'],
  [0.013_42, 's', '13.4 ms'],
  [0, 's', '0 s'],
  [12.345, 's', '12.3 s'],
  [52.14, '%', '52.1 %'],
  [123_456.7, 'tokens/s', '123,000 tokens/s'],
] as const)('%d %s is written %s', (value, unit, text) => {
  expect(numberText({ value, unit })).toBe(text);
});
