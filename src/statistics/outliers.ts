import { median, medianAbsoluteDeviation } from 'simple-statistics';

/** Ten robust standard deviations, in median absolute deviations (hyperfine's threshold). */
const threshold = 14.8;

/** How many values lie far from the median. They are counted and shown, never dropped. */
export function countOutliers(values: readonly number[]): number {
  if (values.length < 3) return 0;
  const middle = median([...values]);
  const limit = threshold * medianAbsoluteDeviation([...values]);
  return limit === 0 ? 0 : values.filter((value) => Math.abs(value - middle) > limit).length;
}
