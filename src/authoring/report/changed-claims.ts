import type { Quantity } from '#figures/catalogue.ts';
import { judge, type Outcome, type Predicate } from '#figures/claim.ts';
import { countDistinctClaims } from '#figures/distinct-claims.ts';
import type { FigureFamily } from '#figures/figure.ts';
import type { ParsedPost, VocabularyElement } from '../parse-post.ts';
import type { RecordChange } from './compare-records.ts';

/** A claim whose outcome is not what it was with the older record. */
export interface ChangedClaim {
  file: string;
  line: number;
  column: number;
  quantity: string;
  sentence: string;
  before: Outcome | 'not there';
  after: Outcome | 'not there';
}

/** Judges the claims of every post, as they stand, by both records. */
export function changedClaims(
  posts: readonly ParsedPost[],
  families: readonly FigureFamily[],
  changes: readonly RecordChange[],
): ChangedClaim[] {
  const familyOf = (name: string) => families.find(({ experiment }) => experiment === name);
  const quantities = new Map(
    changes.flatMap((change) =>
      change.quantities.map((quantity) => [quantity.id, { quantity, change }] as const),
    ),
  );
  return posts.flatMap((post) => {
    const claims = post.elements.filter(({ name }) => name === 'Claim');
    const distinct = countDistinctClaims(claims.map(stated), familyOf);
    return claims.flatMap((claim) => {
      const { quantity: id, predicate } = stated(claim);
      const found = quantities.get(id);
      if (found === undefined) return [];
      const { quantity, change } = found;
      const outcomeOf = (age: 'before' | 'after') => {
        const value = quantity[age];
        const record = age === 'before' ? change.old : change.now;
        if (value === undefined || record === undefined) return 'not there' as const;
        const { experiment } = change;
        const judged: Quantity = { id, experiment, label: quantity.label, value, record };
        return judge(judged, predicate, distinct).outcome;
      };
      const [before, after] = [outcomeOf('before'), outcomeOf('after')];
      if (before === after) return [];
      const { line, column } = claim;
      const sentence = claim.words;
      return [{ file: post.file, line, column, quantity: id, sentence, before, after }];
    });
  });
}

function stated({ props }: VocabularyElement) {
  const { quantity, atLeast, atMost, between } = props;
  return { quantity: quantity as string, predicate: { atLeast, atMost, between } as Predicate };
}
