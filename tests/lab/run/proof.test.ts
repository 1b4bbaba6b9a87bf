import { describe, expect, it } from 'vitest';
import type { ComputedFunction } from '#lab/experiments/experiment.ts';
import { proveAgainstCase, proveAgainstOracle, roundingTolerance } from '#lab/run/proof.ts';

const truth: ComputedFunction = {
  oracle: () => Float64Array.of(1, 2, 4, 3),
  reductionLength: () => 16,
};

it('the tolerance is 2 · 2⁻²³ · √k · max|y|', () => {
  expect(roundingTolerance(4, 16)).toBe(2 * 2 ** -23 * 4 * 4);
});

describe('a computed tensor', () => {
  it('holds within the tolerance, and the proof keeps both numbers', () => {
    const [proof] = proveAgainstOracle('layer@one', 8, [1, 2, 4.000_001, 3], 1, truth);
    expect(proof).toMatchObject({ case: 'layer@one', against: 'oracle', at: 8, holds: true });
    expect(proof?.maxAbsDelta).toBeCloseTo(1e-6, 9);
    expect(proof?.tolerance).toBeCloseTo(3.815e-6, 9);
  });

  it.each([
    [
      'differs',
      [1, 2, 4.001, 3],
      'differs from oracle by 1.00e-3; float32 rounding explains at most 3.81e-6',
    ],
    ['is not a number', [1, Number.NaN, 4, 3], 'differs from oracle by NaN'],
    ['is too short', [1, 2, 4], 'returned 3 values; oracle has 4'],
  ])('that %s is refused', (_name, values, message) => {
    expect(() => proveAgainstOracle('layer@one', 8, values, 1, truth)).toThrow(message);
  });

  it('that chooses another token is refused, however small the difference', () => {
    const close: ComputedFunction = {
      oracle: () => Float64Array.of(1, 1 + 1e-9),
      reductionLength: () => 16,
      argmaxOver: 2,
    };
    expect(proveAgainstOracle('a@one', 8, [1, 1.000_000_1], 1, close)).toHaveLength(2);
    expect(() => proveAgainstOracle('a@one', 8, [1.000_000_1, 1], 1, close)).toThrow(
      'chooses another token',
    );
  });
});

it('two cases of one function may each err by the tolerance', () => {
  const within = 1.5 * roundingTolerance(4, 16);
  expect(proveAgainstCase('b@one', 'a@one', 8, [4 + within], [4], 16).holds).toBe(true);
  expect(() => proveAgainstCase('b@one', 'a@one', 8, [4 + 2 * within], [4], 16)).toThrow(
    'b@one at 8 differs from a@one',
  );
});
