import { expect, it } from 'vitest';
import { countDistinctClaims } from '#figures/distinct-claims.ts';
import { sampleFamily } from '../support/sample-family.ts';

const familyOf = (experiment: string) => (experiment === 'sample' ? sampleFamily : undefined);

it('counts each predicate on a timed quantity once, and exact or unknown ones not at all', () => {
  const claims = [
    { quantity: 'sample/gain', predicate: { atLeast: 2 } },
    { quantity: 'sample/gain', predicate: { atLeast: 2 } },
    { quantity: 'sample/gain', predicate: { atMost: 2 } },
    { quantity: 'sample/gain', predicate: { between: [1, 2] as const } },
    { quantity: 'sample/loss', predicate: { atLeast: 2 } },
    { quantity: 'sample/steps', predicate: { atLeast: 2 } },
    { quantity: 'sample/none', predicate: { atLeast: 2 } },
    { quantity: 'other/gain', predicate: { atLeast: 2 } },
  ];
  expect(countDistinctClaims(claims, familyOf)).toBe(4);
});
