import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockInterval, meanInterval } from '#statistics/block-interval.ts';

const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const blocks = fc.array(positive, { minLength: 3, maxLength: 12 });

describe('the interval over blocks', () => {
  it('is, for two values a and b, √(ab) times or over e^(t·|ln a − ln b| / 2)', () => {
    // With two values s/√2 = |ln a − ln b| / 2, and t is 12.7062 at one degree of freedom.
    const { estimate, low, high } = blockInterval([2, 8]);
    expect(estimate).toBeCloseTo(4, 12);
    expect(Math.log(high / 4)).toBeCloseTo((12.706_204_736 * Math.log(4)) / 2, 6);
    expect(Math.log(4 / low)).toBeCloseTo((12.706_204_736 * Math.log(4)) / 2, 6);
  });

  it('of the mean of 1, 2, 3, 4 is 2.5 ± 3.182446 · 1.290994 / 2', () => {
    const { low, high } = meanInterval([1, 2, 3, 4]);
    expect(low).toBeCloseTo(2.5 - (3.182_446 * 1.290_994) / 2, 4);
    expect(high).toBeCloseTo(2.5 + (3.182_446 * 1.290_994) / 2, 4);
  });

  it('scales with the unit: milliseconds or seconds tell the same', () => {
    fc.assert(
      fc.property(blocks, positive, (values, factor) => {
        const plain = blockInterval(values);
        const scaled = blockInterval(values.map((value) => value * factor));
        expect(scaled.low / (plain.low * factor)).toBeCloseTo(1, 8);
        expect(scaled.high / (plain.high * factor)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('of a ratio is that of its inverse, turned over', () => {
    fc.assert(
      fc.property(blocks, (ratios) => {
        const there = blockInterval(ratios);
        const back = blockInterval(ratios.map((value) => 1 / value));
        expect(there.low * back.high).toBeCloseTo(1, 8);
        expect(there.estimate * back.estimate).toBeCloseTo(1, 8);
      }),
    );
  });

  it('widens with the level', () => {
    const at = (level: number) => blockInterval([1, 1.1, 0.9, 1.05], level);
    expect(at(0.99).high).toBeGreaterThan(at(0.95).high);
    expect(at(0.99).low).toBeLessThan(at(0.95).low);
  });

  it('refuses values that have no logarithm', () => {
    expect(() => blockInterval([1, 0, 2])).toThrow('received 0');
    expect(() => blockInterval([1, Number.NaN])).toThrow('received NaN');
  });
});
