import { describe, expect, it } from 'vitest';
import { groupProofs } from '#components/site/group-proofs.ts';

const proof = { kind: 'values', tolerance: 1e-4, holds: true } as const;

describe('proofs', () => {
  it('of one comparison are told once, with the largest difference over its places', () => {
    const groups = groupProofs([
      { ...proof, case: 'a@one', against: 'oracle', at: 16, maxAbsDelta: 1e-6 },
      { ...proof, case: 'a@one', against: 'b@one', at: 16, maxAbsDelta: 2e-6 },
      { ...proof, case: 'a@one', against: 'oracle', at: 64, maxAbsDelta: 3e-6 },
    ]);
    expect(
      groups.map(({ against, places, maxAbsDelta }) => [against, places, maxAbsDelta]),
    ).toEqual([
      ['oracle', [16, 64], 3e-6],
      ['b@one', [16], 2e-6],
    ]);
  });

  it('with different tolerances stay apart', () => {
    const place = { ...proof, case: 'a@one', against: 'oracle', maxAbsDelta: 1e-6 };
    expect(
      groupProofs([
        { ...place, at: 16 },
        { ...place, at: 64, tolerance: 1e-3 },
      ]),
    ).toHaveLength(2);
  });
});
