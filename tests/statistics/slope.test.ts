import { expect, it } from 'vitest';
import { logLogSlope } from '#statistics/slope.ts';

it.each([0.5, 1, 2, 3])('finds the exponent %d of a pure power law', (exponent) => {
  const points = [16, 64, 256, 1024].map((x) => ({ x, y: 7 * x ** exponent }));
  expect(logLogSlope(points)).toBeCloseTo(exponent, 12);
});
