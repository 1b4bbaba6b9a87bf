import { describe, expect, it } from 'vitest';
import type { Case, Experiment } from '#lab/experiments/experiment.ts';
import { agreementsOf, worstOfEach } from '#lab/run/agreements.ts';
import { resolveCases } from '#lab/run/resolve-cases.ts';
import type { Proof } from '#results/record.ts';

const side = (network: string, computes: string): Case => ({
  network,
  computes,
  threads: ['one'],
  grid: [8],
  quickGrid: [8],
  flops: () => 1,
  sequentialSteps: () => 1,
  open: () => {
    throw new Error('These tests run nothing.');
  },
});

const experiment: Experiment = {
  name: 'sample',
  axis: { name: 'sequenceLength', symbol: 'n' },
  shape: {},
  cases: [side('slow', 'sum'), side('fast', 'sum'), side('other', 'product')],
  functions: {
    sum: { oracle: () => Float64Array.of(), reductionLength: () => 16 },
    product: { oracle: () => Float64Array.of(), reductionLength: () => 16 },
  },
};
const cases = resolveCases(experiment, 2);
const agreements = (fast: number) =>
  cases.flatMap((each) => agreementsOf(experiment, each, cases, outputs(fast)));
const outputs = (fast: number) =>
  new Map([
    ['slow@one', [{ at: 8, entries: Float64Array.of(4, 2) }]],
    ['fast@one', [{ at: 8, entries: Float64Array.of(4, fast) }]],
    ['other@one', [{ at: 8, entries: Float64Array.of(99) }]],
  ]);

describe('cases of one block', () => {
  it('agree with the first that computes the same function, and with no other', () => {
    const proofs = agreements(2.000_001);
    expect(proofs).toMatchObject([{ case: 'fast@one', against: 'slow@one', at: 8, holds: true }]);
  });

  it('that do not agree are refused', () => {
    expect(() => agreements(2.1)).toThrow('fast@one at 8 differs from slow@one by 1.00e-1');
  });
});

it('of equal comparisons the one nearest to its tolerance is kept', () => {
  const proof = (maxAbsDelta: number, tolerance: number, at = 8): Proof => ({
    case: 'fast@one',
    against: 'slow@one',
    at,
    kind: 'values',
    maxAbsDelta,
    tolerance,
    holds: true,
  });
  const kept = worstOfEach([proof(2, 10), proof(3, 100), proof(1, 4), proof(0, 4, 16)]);
  expect(kept).toEqual([proof(1, 4), proof(0, 4, 16)]);
});
