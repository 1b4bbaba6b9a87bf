import { blockInterval, type Interval, meanInterval } from '#statistics/block-interval.ts';
import { sequentialLevel } from '#statistics/sequential.ts';
import type { MeasuredRecord } from './record.ts';

type Blocks = Pick<MeasuredRecord, 'blocks' | 'stopping'>;

/** From this many days on, the day is what varies, and the interval is over days. */
const enoughDays = 3;

/**
 * The interval of a quantity with one value per block that counts. Where the number of blocks was
 * decided by looking at them, the level is raised so that it still covers; where blocks are of
 * three days or more, it is over the means of the days, which speak for more than one hour.
 */
export function recordInterval(
  record: Blocks,
  perBlock: readonly number[],
  scale: 'log' | 'linear',
  level: number,
): Interval {
  const over = scale === 'log' ? blockInterval : meanInterval;
  const values = independentValues(record, perBlock, scale);
  if (values !== perBlock || record.stopping === undefined) return over(values, level);
  return { ...over(perBlock, sequentialLevel(level)), level };
}

/** The values that an interval is over: the blocks, or the means of days where there are enough. */
export function independentValues(
  record: Blocks,
  perBlock: readonly number[],
  scale: 'log' | 'linear',
): readonly number[] {
  const days = dayMeans(record, perBlock, scale);
  return days.length >= enoughDays ? days : perBlock;
}

/** The mean of each day's blocks, oldest first: geometric on the log scale. */
export function dayMeans(
  record: Blocks,
  perBlock: readonly number[],
  scale: 'log' | 'linear',
): number[] {
  const counted = record.blocks.filter(({ voided }) => voided === undefined);
  const byDay = new Map<string, number[]>();
  for (const [index, { startedAt }] of counted.entries()) {
    const day = startedAt.slice(0, 10);
    const value = perBlock[index] as number;
    byDay.set(day, [...(byDay.get(day) ?? []), scale === 'log' ? Math.log(value) : value]);
  }
  return [...byDay.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, values]) => values.reduce((sum, value) => sum + value, 0) / values.length)
    .map((mean) => (scale === 'log' ? Math.exp(mean) : mean));
}
