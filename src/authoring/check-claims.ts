import { vocabulary } from '#content/vocabulary.ts';
import { type Catalogue, UnknownIdError } from '#figures/catalogue.ts';
import { describePredicate, judge, type Outcome, type Predicate } from '#figures/claim.ts';
import { countDistinctClaims, type StatedClaim } from '#figures/distinct-claims.ts';
import { formatInterval } from '#figures/format-quantity.ts';
import type { UsedElement } from './parse-post.ts';
import type { ElementFolder } from './post-summary.ts';

/** A claim that the measurements do not support. */
export interface FailedClaim {
  file: string;
  line: number;
  column: number;
  /** The sentence as the post states it, as plain text. */
  sentence: string;
  quantity: string;
  /** "at least 4". */
  predicate: string;
  /** The interval that decided, with its unit and level: "2.1–2.4× (97.5 %)". */
  interval: string;
  outcome: Outcome;
}

/**
 * Judges every claim of every post and returns those that do not hold. A claim without a predicate,
 * or about a quantity that cannot be shown, is left to those who report that.
 */
export function checkClaims(
  folders: readonly ElementFolder[],
  catalogue: Catalogue,
): { judged: number; failed: FailedClaim[] } {
  const failed: FailedClaim[] = [];
  let judged = 0;
  for (const post of folders.flatMap(({ posts }) => posts)) {
    const claims = post.elements.filter((element) => canBeJudged(element, catalogue));
    const distinct = countDistinctClaims(claims.map(stated), (experiment) =>
      familyOf(catalogue, experiment),
    );
    for (const claim of claims) {
      const { predicate, quantity: id } = stated(claim);
      const quantity = catalogue.quantity(id);
      const { outcome, interval } = judge(quantity, predicate, distinct);
      judged += 1;
      if (outcome === 'supported') continue;
      const percent = Number((interval.level * 100).toFixed(2));
      const level = quantity.value.kind === 'exact' ? 'exact' : `${percent} %`;
      failed.push({
        file: post.file,
        line: claim.line,
        column: claim.column,
        sentence: claim.words,
        quantity: id,
        predicate: describePredicate(predicate),
        interval: `${formatInterval(interval, quantity.value.unit, 'en')} (${level})`,
        outcome,
      });
    }
  }
  return { judged, failed };
}

function canBeJudged({ name, props }: UsedElement, catalogue: Catalogue): boolean {
  if (name !== 'Claim' || !catalogue.has(String(props.quantity))) return false;
  const given = ['atLeast', 'atMost', 'between'].filter((key) => Object.hasOwn(props, key));
  return given.length === 1 && vocabulary.Claim.safeParse(props).success;
}

/** A failed claim as it is printed, over four lines. */
export function describeFailedClaim(claim: FailedClaim): string {
  return [
    `${claim.file}:${claim.line}:${claim.column} This claim is ${claim.outcome}: ${claim.sentence}`,
    `  claimed:  ${claim.quantity} ${claim.predicate}`,
    `  measured: ${claim.interval}`,
    '  Change the bound or the sentence to what the measurement supports.',
  ].join('\n');
}

function stated({ props }: UsedElement): StatedClaim {
  const { quantity, atLeast, atMost, between } = props;
  return { quantity: quantity as string, predicate: { atLeast, atMost, between } as Predicate };
}

function familyOf(catalogue: Catalogue, experiment: string) {
  try {
    return catalogue.experiment(experiment).family;
  } catch (error) {
    if (error instanceof UnknownIdError) return undefined;
    throw error;
  }
}
