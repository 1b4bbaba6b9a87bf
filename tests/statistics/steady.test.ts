import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lag1Autocorrelation } from '#statistics/autocorrelation.ts';
import { countOutliers } from '#statistics/outliers.ts';
import { steadiness } from '#statistics/steady.ts';

describe('steadiness', () => {
  it.each([
    ['level values', [5, 5, 5, 5, 5, 5], 0, true],
    ['1.9 % more', [1, 1, 1, 1, 1.019, 1.019], Math.log(1.019), true],
    ['2.1 % more', [1, 1, 1, 1, 1.021, 1.021], Math.log(1.021), false],
    ['half as much', [2, 2, 2, 1, 1, 1, 1, 1, 1], Math.log(0.5), false],
    ['a spike at the end', [1, 1, 1, 1, 1, 1, 1, 1, 9], 0, true],
  ])('of %s', (_name, values, driftLog, isSteady) => {
    const found = steadiness(values);
    expect(found.driftLog).toBeCloseTo(driftLog, 12);
    expect(found.isSteady).toBe(isSteady);
  });

  it('tolerates what the values’ own spread explains: 2 · 1.25 · 1.4826 · MAD · √(2/third)', () => {
    const values = [1, Math.E, 1, Math.E, 1, Math.E];
    expect(steadiness(values).tolerance).toBeCloseTo(2 * 1.25 * 1.4826 * 0.5, 9);
  });

  it('does not depend on the unit', () => {
    const times = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 6 });
    fc.assert(
      fc.property(times, (values) => {
        const scaled = steadiness(values.map((value) => value * 1000));
        expect(scaled.driftLog).toBeCloseTo(steadiness(values).driftLog, 9);
      }),
    );
  });

  it('needs six values', () => {
    expect(() => steadiness([1, 2, 3, 4, 5])).toThrow('at least 6 values; received 5');
  });
});

describe('the autocorrelation of successive values', () => {
  it.each([
    ['alternating values', [1, -1, 1, -1], -0.75],
    ['rising values', [1, 2, 3, 4, 5], 0.4],
    ['level values', [3, 3, 3], 0],
  ])('of %s', (_name, values, expected) => {
    expect(lag1Autocorrelation(values)).toBeCloseTo(expected, 12);
  });
});

describe('outliers', () => {
  it.each([
    ['none', [9, 10, 11, 10, 9, 11], 0],
    ['one beyond 14.8 median absolute deviations', [9, 10, 11, 10, 9, 11, 30], 1],
    ['one just within', [9, 10, 11, 10, 9, 11, 24], 0],
    ['where values do not vary, none can be told', [1, 1, 1, 1, 9], 0],
  ])('%s', (_name, values, count) => {
    expect(countOutliers(values)).toBe(count);
  });
});
