import { expect, it } from 'vitest';
import { selfAttentionOracle } from '#lab/models/oracle/self-attention.ts';
import type { AttentionWeights } from '#lab/models/transformer/multi-head-attention.ts';
import { type DenseArray, filled } from '#lab/models/weights.ts';
import { maxAbsDelta } from '../../../support/on-backend.ts';
import { readReference } from '../reference/read-reference.ts';

type Size = 'batchSize' | 'numHeads' | 'n' | 'dModel';

it.each(['self', 'self-one-head', 'self-one-position'])('equals PyTorch in float64: %s', (name) => {
  const { inputs, weights, outputs, sizes } = readReference<
    { x: DenseArray },
    AttentionWeights<DenseArray>
  >(`multi-head-${name}`);
  const { batchSize, numHeads, n, dModel } = sizes as Record<Size, number>;
  const size = n * dModel;
  for (let sequence = 0; sequence < batchSize; sequence++) {
    const values = inputs.x.values.subarray(sequence * size, (sequence + 1) * size);
    const expected = outputs['output']?.values.subarray(sequence * size, (sequence + 1) * size);
    const computed = selfAttentionOracle({ shape: [n, dModel], values }, weights, numHeads);
    expect(maxAbsDelta(computed, expected as Float64Array)).toBeLessThan(1e-11);
  }
});

it('worked out by hand: with keys of zero every position gets the mean of the values', () => {
  const one = filled([1, 1], 1);
  const x = { shape: [2, 1], values: Float32Array.of(1, 5) };
  const weights = { query: one, key: filled([1, 1], 0), value: one, output: filled([1, 1], 2) };
  expect([...selfAttentionOracle(x, weights, 1)]).toEqual([6, 6]);
});
