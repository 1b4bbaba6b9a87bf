import { median } from 'simple-statistics';
import { blockInterval } from '#statistics/block-interval.ts';
import { blockShape } from '#statistics/block-shape.ts';
import { orderInterval } from '#statistics/order-interval.ts';

/**
 * What makes the interval of block values doubtful (benchmarking rule 19): they lie in two heaps, or
 * their geometric mean lies outside the interval of their median, or the median outside of its own.
 */
export function doubtOf(perBlock: readonly number[]): 'two-heaps' | 'skewed' | undefined {
  if (blockShape(perBlock.map(Math.log)) === 'bimodal') return 'two-heaps';
  const t = blockInterval(perBlock, 0.95);
  const order = orderInterval(perBlock, 0.95);
  const middle = median([...perBlock]);
  // Equal values differ by rounding once they have been through logarithms.
  const isOutside = (value: number, { low, high }: { low: number; high: number }) =>
    value < low * (1 - 1e-9) || value > high * (1 + 1e-9);
  const isApart = isOutside(t.estimate, order) || isOutside(middle, t);
  return isApart ? 'skewed' : undefined;
}
