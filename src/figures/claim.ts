import type { Interval } from '#statistics/block-interval.ts';
import type { Quantity } from './catalogue.ts';

/** A predicate on a quantity: exactly one of the three. */
export interface Predicate {
  atLeast?: number;
  atMost?: number;
  between?: readonly [number, number];
}

export type Outcome = 'supported' | 'refuted' | 'inconclusive';

export interface Verdict {
  outcome: Outcome;
  /** The interval that decided, at the level corrected for the post's distinct claims. */
  interval: Interval;
}

/**
 * Judges a claim: supported if the whole interval satisfies the predicate, refuted if none of it
 * does, else inconclusive. `distinctClaims` is the number of distinct timed claims in the post;
 * the level is 1 − 0.05 / distinctClaims (Bonferroni).
 */
export function judge(quantity: Quantity, predicate: Predicate, distinctClaims: number): Verdict {
  const [low, high] = boundsOf(predicate);
  const { value } = quantity;
  const interval: Interval =
    value.kind === 'exact'
      ? { estimate: value.estimate, low: value.estimate, high: value.estimate, level: 1 }
      : value.interval(1 - 0.05 / Math.max(1, distinctClaims));
  if (interval.low >= low && interval.high <= high) return { outcome: 'supported', interval };
  if (interval.high < low || interval.low > high) return { outcome: 'refuted', interval };
  return { outcome: 'inconclusive', interval };
}

/** The closed range that a predicate allows. Throws unless exactly one predicate is given. */
export function boundsOf({ atLeast, atMost, between }: Predicate): [number, number] {
  const given = [atLeast, atMost, between].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw new RangeError(
      `A claim needs exactly one predicate: atLeast={number}, atMost={number} or ` +
        `between={[low, high]}; received ${given.length}.`,
    );
  }
  if (between !== undefined) return [between[0], between[1]];
  return [atLeast ?? Number.NEGATIVE_INFINITY, atMost ?? Number.POSITIVE_INFINITY];
}

/** The predicate as it is written in messages: "at least 4". */
export function describePredicate({ atLeast, atMost, between }: Predicate): string {
  if (atLeast !== undefined) return `at least ${atLeast}`;
  if (atMost !== undefined) return `at most ${atMost}`;
  return `between ${between?.[0]} and ${between?.[1]}`;
}
