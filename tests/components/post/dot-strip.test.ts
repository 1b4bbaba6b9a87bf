import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutDots } from '#components/post/dot-strip.ts';

describe('a strip of dots', () => {
  it('puts round ticks where their values stand among the dots', () => {
    const strip = layOutDots([2.8, 3.8], { estimate: 3.3, low: 3.1, high: 3.5 });
    expect(strip.ticks.map(({ label }) => label)).toEqual([
      '2.8',
      '3.0',
      '3.2',
      '3.4',
      '3.6',
      '3.8',
    ]);
    expect(strip.ticks[0]?.at).toBeCloseTo(strip.dots[0] ?? Number.NaN, 9);
    expect(strip.estimate).toBeCloseTo(0.5, 9);
  });

  it('writes a minus that is one', () => {
    const strip = layOutDots([-2, 2], { estimate: 0, low: -1, high: 1 });
    expect(strip.ticks.map(({ label }) => label)).toEqual(['−2', '−1', '0', '1', '2']);
  });

  it('keeps everything inside, in order, with two to six ticks, whatever the values', () => {
    const value = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 10 }), (values) => {
        const [low = 0, high = 0] = [Math.min(...values), Math.max(...values)];
        fc.pre(high / low > 1.000_001);
        const strip = layOutDots(values, { estimate: (low + high) / 2, low, high });
        const places = [...strip.dots, ...strip.ticks.map(({ at }) => at)];
        expect(places.every((place) => place > 0 && place < 1)).toBe(true);
        expect(strip.low).toBeLessThan(strip.estimate);
        expect(strip.estimate).toBeLessThan(strip.high);
        expect(strip.ticks.length).toBeGreaterThanOrEqual(2);
        expect(strip.ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
