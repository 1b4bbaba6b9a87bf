import { linearRegression } from 'simple-statistics';

/** Least-squares exponent of y = c·x^slope over points with positive x and y. */
export function logLogSlope(points: readonly { x: number; y: number }[]): number {
  return linearRegression(points.map(({ x, y }) => [Math.log(x), Math.log(y)])).m;
}
