import { mean } from 'simple-statistics';

/**
 * Correlation of each value with the next, from −1 to 1: why the samples of one process are no
 * independent measurements. 0 where the values do not vary.
 */
export function lag1Autocorrelation(values: readonly number[]): number {
  const centre = mean([...values]);
  const deviations = values.map((value) => value - centre);
  const variation = deviations.reduce((sum, each) => sum + each * each, 0);
  if (variation === 0) return 0;
  const shared = deviations
    .slice(1)
    .reduce((sum, each, index) => sum + each * (deviations[index] as number), 0);
  return shared / variation;
}
