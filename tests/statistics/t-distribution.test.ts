import { describe, expect, it } from 'vitest';
import { tQuantile } from '#statistics/t-distribution.ts';

describe('the t quantile', () => {
  // Fisher and Yates, Statistical Tables, table III, and for one degree tan(π(p − 1/2)).
  it.each([
    [0.975, 1, 12.706_204_736],
    [0.995, 1, 63.656_741_162],
    [0.975, 2, 4.302_652_73],
    [0.975, 4, 2.776_445_105],
    [0.975, 9, 2.262_157_163],
    [0.995, 9, 3.249_835_542],
    [0.975, 30, 2.042_272_456],
    [0.975, 1e6, 1.959_966_4],
  ])('at probability %d with %d degrees of freedom is %d', (probability, degrees, expected) => {
    expect(tQuantile(probability, degrees)).toBeCloseTo(expected, 6);
  });

  it('is zero at one half and odd around it', () => {
    expect(tQuantile(0.5, 7)).toBeCloseTo(0, 9);
    expect(tQuantile(0.1, 7)).toBeCloseTo(-tQuantile(0.9, 7), 12);
  });

  it('refuses a single block, saying that an interval needs two', () => {
    expect(() => tQuantile(0.975, 0)).toThrow('An interval needs at least two blocks.');
    expect(() => tQuantile(1, 3)).toThrow('received 1');
  });
});
