import type { Interval } from '#statistics/block-interval.ts';
import { equivalence } from '#statistics/equivalence.ts';
import { welchDifference, welchRatio } from '#statistics/welch-ratio.ts';
import { evaluate, type QuantityRule, type QuantityValue, type TimedRule } from './quantity.ts';
import type { MeasuredRecord } from './record.ts';
import { independentValues } from './record-interval.ts';

/** The smallest change that matters: 3 % of a ratio or a time, 0.03 of an exponent or a share. */
export const smallestChange = 0.03;

export type Movement = 'moved' | 'same' | 'not-resolved' | 'new' | 'gone';

/** What became of a quantity from one record to another of the same machine. */
export interface QuantityChange {
  movement: Movement;
  before?: QuantityValue;
  after?: QuantityValue;
  /**
   * New over old on the log scale, new minus old on the linear one; Welch's interval at 90 %, which
   * makes two one-sided tests at 5 %. Exact quantities and those of one record alone have none.
   */
  change?: { scale: 'log' | 'linear'; interval: Interval };
}

/**
 * Compares a quantity of two records by the rule that it has now. A timed one has moved where its
 * whole interval of change lies beyond the smallest change that matters, and is the same where all
 * of it lies within; an exact one has moved where it differs at all.
 */
export function quantityChange(
  rule: QuantityRule,
  old: MeasuredRecord,
  now: MeasuredRecord,
): QuantityChange {
  const before = evaluateIfThere(rule, old);
  const after = evaluateIfThere(rule, now);
  if (before === undefined || after === undefined) {
    return { movement: before === undefined ? 'new' : 'gone', before, after };
  }
  if (rule.kind === 'exact') {
    const same = before.estimate === after.estimate;
    return { movement: same ? 'same' : 'moved', before, after };
  }
  const change = changeOf(rule, [old, before], [now, after]);
  return { movement: judged(change), before, after, change };
}

/** A record that lacks what the rule needs has no such quantity. */
export function evaluateIfThere(
  rule: QuantityRule,
  record: MeasuredRecord,
): QuantityValue | undefined {
  try {
    return evaluate(rule, record);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Measured = [record: MeasuredRecord, value: QuantityValue];

function changeOf(rule: TimedRule, old: Measured, now: Measured) {
  const [before, after] = [old, now].map(([record, value]) =>
    independentValues(record, (value as { perBlock: number[] }).perBlock, rule.scale),
  ) as [readonly number[], readonly number[]];
  const between = rule.scale === 'log' ? welchRatio : welchDifference;
  return { scale: rule.scale, interval: between(after, before, 0.9) };
}

function judged({ scale, interval }: NonNullable<QuantityChange['change']>): Movement {
  const { low, high } = interval;
  if (scale === 'log') {
    const verdict = equivalence(interval, smallestChange);
    return verdict === 'different' ? 'moved' : verdict === 'equivalent' ? 'same' : verdict;
  }
  if (low >= -smallestChange && high <= smallestChange) return 'same';
  return low > smallestChange || high < -smallestChange ? 'moved' : 'not-resolved';
}
