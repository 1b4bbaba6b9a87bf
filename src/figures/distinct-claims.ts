import { boundsOf, type Predicate } from './claim.ts';
import type { FigureFamily } from './figure.ts';

/** A claim as a post states it. */
export interface StatedClaim {
  /** Id of the quantity, `<experiment>/<key>`. */
  quantity: string;
  predicate: Predicate;
}

/**
 * How many distinct timed claims a post makes: the number that corrects the level of each of them.
 * The same predicate on the same quantity counts once; exact quantities have no interval and do
 * not count, nor do unknown ones. `familyOf` gives the family of an experiment, if there is one.
 */
export function countDistinctClaims(
  claims: readonly StatedClaim[],
  familyOf: (experiment: string) => FigureFamily | undefined,
): number {
  const timed = claims.filter(({ quantity }) => {
    const [experiment = '', key = ''] = quantity.split('/');
    const rule = familyOf(experiment)?.quantities[key]?.rule;
    return rule !== undefined && rule.kind !== 'exact';
  });
  return new Set(timed.map(({ quantity, predicate }) => `${quantity} ${boundsOf(predicate)}`)).size;
}
