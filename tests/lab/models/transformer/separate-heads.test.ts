import { describe, expect, it } from 'vitest';
import { drawAttention, multiHeadAttention } from '#lab/models/transformer/multi-head-attention.ts';
import { cutIntoHeads, separateHeads } from '#lab/models/transformer/separate-heads.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

onEveryBackend((open) => {
  describe('heads with projections of their own compute multi-head attention', () => {
    it.each([
      { batchSize: 1, n: 5, dModel: 8, numHeads: 1 },
      { batchSize: 1, n: 1, dModel: 8, numHeads: 4 },
      { batchSize: 3, n: 7, dModel: 24, numHeads: 3 },
    ])('$batchSize × $n positions, $dModel wide, $numHeads heads', (size) => {
      const { batchSize, n, dModel, numHeads } = size;
      const draw = seededNormal(n * dModel);
      const weights = drawAttention(draw, dModel);
      const { tensors, dispose } = toTensors({
        x: draw([batchSize * n, dModel], 1),
        weights,
        cut: cutIntoHeads(weights, numHeads),
      });
      const options = { batchSize, numHeads, kernels: open().fused };
      const { x } = tensors;
      const together = valuesOf(() => multiHeadAttention(x, x, tensors.weights, options));
      const apart = valuesOf(() => separateHeads(x, tensors.cut, options));
      dispose();
      expectClose(apart, together, dModel);
    });
  });
});

describe('the projections cut into heads', () => {
  it('are groups of columns, in order', () => {
    const square = (from: number) => ({
      shape: [2, 2],
      values: Float32Array.from([0, 1, 2, 3], (each) => from + each),
    });
    const weights = { query: square(0), key: square(10), value: square(20), output: square(30) };
    const { heads, output } = cutIntoHeads(weights, 2);
    expect(heads.map(({ query }) => [...query.values])).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(heads.map(({ value }) => value.shape)).toEqual([
      [2, 1],
      [2, 1],
    ]);
    expect(output).toBe(weights.output);
  });

  it('are as many as divide the width', () => {
    const weights = drawAttention(seededNormal(1), 8);
    expect(() => cutIntoHeads(weights, 3)).toThrow('numHeads');
  });
});
