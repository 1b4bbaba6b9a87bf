import { mean, sampleVariance } from 'simple-statistics';
import type { Interval } from './block-interval.ts';
import { tQuantile } from './t-distribution.ts';

/**
 * Welch's interval of a difference of means of two unpaired groups, e.g. of one value per block in
 * two records; its degrees of freedom are Satterthwaite's (Welch 1947). Each group needs two values.
 */
export function welchDifference(
  values: readonly number[],
  others: readonly number[],
  level: number,
): Interval {
  const estimate = mean([...values]) - mean([...others]);
  const [a, b] = [errorOf(values), errorOf(others)];
  const squared = a.variance + b.variance;
  if (squared === 0) return { estimate, low: estimate, high: estimate, level };
  const degreesOfFreedom =
    squared ** 2 / (a.variance ** 2 / a.degreesOfFreedom + b.variance ** 2 / b.degreesOfFreedom);
  const half = tQuantile(1 - (1 - level) / 2, degreesOfFreedom) * Math.sqrt(squared);
  return { estimate, low: estimate - half, high: estimate + half, level };
}

/** The same for the ratio of positive values, on the log scale: the ratio of geometric means. */
export function welchRatio(
  values: readonly number[],
  others: readonly number[],
  level: number,
): Interval {
  const { estimate, low, high } = welchDifference(
    values.map(Math.log),
    others.map(Math.log),
    level,
  );
  return { estimate: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high), level };
}

/** Variance of a mean, and its degrees of freedom. */
function errorOf(values: readonly number[]) {
  return {
    variance: sampleVariance([...values]) / values.length,
    degreesOfFreedom: values.length - 1,
  };
}
