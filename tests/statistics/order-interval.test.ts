import { describe, expect, it } from 'vitest';
import { orderInterval } from '#statistics/order-interval.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the order-statistic interval of a median', () => {
  // Benchmarking rule 19; exact binomial probabilities, e.g. 1 − 2 · 11/1024 for [y(2), y(9)].
  it.each([
    [5, 1, 5, 0.9375],
    [6, 1, 6, 0.96875],
    [8, 1, 8, 0.9921875],
    [10, 2, 9, 1 - 22 / 1024],
    [16, 4, 13, 1 - (2 * (1 + 16 + 120 + 560)) / 65_536],
  ])('of %d values lies between the %dth and the %dth', (count, low, high, coverage) => {
    const interval = orderInterval(upTo(count).reverse(), 0.95);
    expect(interval).toMatchObject({ low, high });
    expect(interval.coverage).toBeCloseTo(coverage, 12);
  });

  it('is the whole range where even that covers less', () => {
    expect(orderInterval([3, 1], 0.95)).toEqual({ low: 1, high: 3, coverage: 0.5 });
  });

  it('needs two values', () => {
    expect(() => orderInterval([1], 0.95)).toThrow('received 1');
  });
});
