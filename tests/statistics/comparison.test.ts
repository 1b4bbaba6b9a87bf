import { describe, expect, it } from 'vitest';
import { equivalence } from '#statistics/equivalence.ts';
import { sequentialLevel, shouldStop } from '#statistics/sequential.ts';
import { welchDifference, welchRatio } from '#statistics/welch-ratio.ts';

describe('equivalence within 3 %', () => {
  it.each([
    [0.99, 1.01, 'equivalent'],
    [1 / 1.03, 1.03, 'equivalent'],
    [0.99, 1.031, 'not-resolved'],
    [0.5, 2, 'not-resolved'],
    [1.031, 1.5, 'different'],
    [0.9, 0.97, 'different'],
  ])('of an interval from %d to %d: %s', (low, high, verdict) => {
    expect(equivalence({ low, high }, 0.03)).toBe(verdict);
  });
});

describe('Welch’s interval', () => {
  // Student's data on sleep (1908), as unpaired groups: R's t.test gives −3.3654832 to 0.2054832.
  const drugs = [
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
  ] as const;

  it('of a difference is R’s', () => {
    const { estimate, low, high } = welchDifference(drugs[0], drugs[1], 0.95);
    expect(estimate).toBeCloseTo(-1.58, 12);
    expect(low).toBeCloseTo(-3.365_483_2, 6);
    expect(high).toBeCloseTo(0.205_483_2, 6);
  });

  it('of a ratio is that of the difference of logarithms', () => {
    const [first, second] = drugs.map((values) => values.map(Math.exp)) as [number[], number[]];
    const { low, high } = welchRatio(first, second, 0.95);
    expect(Math.log(low)).toBeCloseTo(-3.365_483_2, 6);
    expect(Math.log(high)).toBeCloseTo(0.205_483_2, 6);
  });

  it('of values that do not vary is their difference', () => {
    expect(welchDifference([3, 3], [1, 1], 0.9)).toEqual({
      estimate: 2,
      low: 2,
      high: 2,
      level: 0.9,
    });
  });
});

describe('the stopping rule', () => {
  const rule = { minBlocks: 3, maxBlocks: 5, targetHalfWidth: 0.03 };
  it.each<[string, number[], string | undefined]>([
    ['too few blocks', [1, 1], undefined],
    ['enough and precise', [1, 1.001, 0.999], 'precision'],
    ['enough, but imprecise', [1, 1.5, 0.7], undefined],
    ['the most, and imprecise', [1, 1.5, 0.7, 1.2, 0.9], 'blocks'],
  ])('%s', (_name, valuePerBlock, stop) => {
    expect(shouldStop({ ...rule, valuePerBlock })).toBe(stop);
  });

  it('asks for t at 0.98 in place of 0.975', () => {
    expect(1 - (1 - sequentialLevel(0.95)) / 2).toBeCloseTo(0.98, 12);
  });
});
