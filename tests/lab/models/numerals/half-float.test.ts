import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from '#lab/models/numerals/half-float.ts';

// The bits of binary16 as IEEE 754-2019, section 3.4, has them.
describe('a half-precision number', () => {
  it.each([
    ['zero', 0, 0x0000],
    ['negative zero', -0, 0x8000],
    ['one', 1, 0x3c00],
    ['minus two', -2, 0xc000],
    ['the largest', 65_504, 0x7bff],
    ['the smallest normal', 2 ** -14, 0x0400],
    ['the largest subnormal', 2 ** -14 - 2 ** -24, 0x03ff],
    ['the smallest', 2 ** -24, 0x0001],
    ['the one after one', 1 + 2 ** -10, 0x3c01],
  ])('%s has its bits and comes back', (_name, value, bits) => {
    expect(toHalf(value)).toBe(bits);
    expect(fromHalf(bits)).toBe(value);
  });

  it.each([
    ['a third', 1 / 3, 0x3555],
    ['a tenth', 0.1, 0x2e66],
    ['a tie, to the even one below', 1 + 2 ** -11, 0x3c00],
    ['a tie, to the even one above', 1 + 3 * 2 ** -11, 0x3c02],
    ['just under two, over the power', 2 - 2 ** -12, 0x4000],
    ['half of the smallest, to zero', 2 ** -25, 0x0000],
    ['what rounds down to the largest', 65_519, 0x7bff],
  ])('%s is rounded', (_name, value, bits) => {
    expect(toHalf(value)).toBe(bits);
  });

  it('is the nearest of all there are', () => {
    const all = Array.from({ length: 0x7c00 }, (_, bits) => fromHalf(bits));
    for (let step = 0; step < 300; step++) {
      const value = 3e-7 * 1.09 ** step;
      if (value > 65_504) break;
      const nearest = all.reduce((best, each) =>
        Math.abs(each - value) < Math.abs(best - value) ? each : best,
      );
      expect(Math.abs(fromHalf(toHalf(value)) - value)).toBe(Math.abs(nearest - value));
    }
  });

  it.each([65_520, -1e6, Number.POSITIVE_INFINITY, Number.NaN])('is never %d', (value) => {
    expect(() => toHalf(value)).toThrow(`at most 65504; received ${value}`);
  });

  it('reads infinities and what is no number', () => {
    expect([0x7c00, 0xfc00, 0x7e00].map(fromHalf)).toEqual([Infinity, -Infinity, Number.NaN]);
  });
});
