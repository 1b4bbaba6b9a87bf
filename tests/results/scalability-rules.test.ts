import { expect, it } from 'vitest';
import scalingLaws from '#lab/experiments/scaling-laws.ts';
import { evaluate } from '#results/quantity.ts';
import { scalability } from '#results/scalability-rules.ts';
import { madeRecord } from '../support/made-record.ts';

it('finds the constants that a record was made with, in each block', () => {
  // Times by the law itself: T(N) = T(1) · (1 + σ(N − 1) + κN(N − 1)) / N.
  const record = madeRecord(
    scalingLaws,
    (_, N) => (60 * (1 + 0.08 * (N - 1) + 0.01 * N * (N - 1))) / N,
  );
  const of = (constant: 'contention' | 'coherency') =>
    evaluate(scalability('same-product@one', constant), record);
  expect(of('contention').estimate).toBeCloseTo(0.08, 10);
  expect(of('coherency').estimate).toBeCloseTo(0.01, 10);
});
