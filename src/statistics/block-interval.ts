import { mean, sampleStandardDeviation } from 'simple-statistics';
import { tQuantile } from './t-distribution.ts';

export interface Interval {
  estimate: number;
  low: number;
  high: number;
  /** Nominal coverage, e.g. 0.95. */
  level: number;
}

/**
 * Student-t interval over one positive value per block, on the log scale: the estimate is the
 * geometric mean. The block is the unit of inference, never the single sample
 * (Kalibera and Jones 2013). Given per-block ratios it is the paired interval of the ratio.
 */
export function blockInterval(valuePerBlock: readonly number[], level = 0.95): Interval {
  const bad = valuePerBlock.find((value) => !(value > 0 && Number.isFinite(value)));
  if (bad !== undefined) {
    throw new RangeError(`An interval on the log scale needs positive values; received ${bad}.`);
  }
  const logs = valuePerBlock.map(Math.log);
  const { estimate, low, high } = meanInterval(logs, level);
  return { estimate: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high), level };
}

/** Student-t interval of the mean of one value per block, on its natural scale (e.g. a slope). */
export function meanInterval(valuePerBlock: readonly number[], level = 0.95): Interval {
  const estimate = mean([...valuePerBlock]);
  const blocks = valuePerBlock.length;
  const t = tQuantile(1 - (1 - level) / 2, blocks - 1);
  const half = (t * sampleStandardDeviation([...valuePerBlock])) / Math.sqrt(blocks);
  return { estimate, low: estimate - half, high: estimate + half, level };
}
