import { describe, expect, it } from 'vitest';
import { doubtOf } from '#results/estimate-shape.ts';

describe('the interval of block values', () => {
  it.each<[string, number[], ReturnType<typeof doubtOf>]>([
    ['that scatter around a middle', [9.7, 9.8, 9.9, 10, 10.1, 10.2, 10.3, 10.4], undefined],
    ['that lie in two heaps', [10, 10.1, 10.2, 10.3, 12, 12.1, 12.2, 12.3], 'two-heaps'],
    ['that are all the same', [10, 10, 10, 10], undefined],
    // Seven at 10 and one at 100: the mean of logarithms is 10 · 10^(1/8) = 13.3, above every other.
    ['of which one is far away', [10, 10, 10, 10.01, 10.01, 10.01, 10.02, 100], undefined],
    // Eight of ten at 10: y(2)–y(9) is 10–10.08, and the geometric mean 10 · 10^(1/10) = 12.6.
    [
      'of which one of ten is far away',
      [10, 10.01, 10.02, 10.03, 10.04, 10.05, 10.06, 10.07, 10.08, 100],
      'skewed',
    ],
  ])('%s is judged', (_what, values, doubt) => {
    expect(doubtOf(values)).toBe(doubt);
  });
});
