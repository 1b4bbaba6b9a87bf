import { describe, expect, it } from 'vitest';
import { groupProofs } from '#components/site/group-proofs.ts';

const proof = { kind: 'values', tolerance: 1e-4, holds: true } as const;

describe('proofs', () => {
  it('of one comparison are told once, by the one that came closest to its tolerance', () => {
    const groups = groupProofs([
      { ...proof, case: 'a@one', against: 'oracle', at: 64, maxAbsDelta: 6e-5 },
      { ...proof, case: 'a@one', against: 'b@one', at: 16, maxAbsDelta: 2e-6 },
      { ...proof, case: 'a@one', against: 'oracle', at: 16, maxAbsDelta: 9e-6, tolerance: 1e-5 },
    ]);
    expect(groups.map(({ against, places, tightest }) => [against, places, tightest.at])).toEqual([
      ['oracle', [16, 64], 16],
      ['b@one', [16], 16],
    ]);
  });

  it('by different rules stay apart', () => {
    const place = { ...proof, case: 'a@one', against: 'oracle', at: 16, maxAbsDelta: 0 };
    expect(groupProofs([place, { ...place, kind: 'argmax' }])).toHaveLength(2);
  });
});
