import { median } from 'simple-statistics';

/**
 * Whether values lie in two heaps: the largest gap between neighbours is more than three times the
 * median gap and at least two values lie on each side (benchmarking rule 19). Processes with two
 * memory layouts look like this; the mean then stands where no value is.
 */
export function blockShape(values: readonly number[]): 'unimodal' | 'bimodal' {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length < 4) return 'unimodal';
  const gaps = sorted.slice(1).map((value, index) => value - (sorted[index] as number));
  const largest = Math.max(...gaps);
  const below = gaps.indexOf(largest) + 1;
  const bothSides = below >= 2 && sorted.length - below >= 2;
  return bothSides && largest > 3 * median(gaps) ? 'bimodal' : 'unimodal';
}
