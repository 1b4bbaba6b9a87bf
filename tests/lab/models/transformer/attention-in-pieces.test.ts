import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import { attentionInPieces } from '#lab/models/transformer/attention-in-pieces.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

onEveryBackend((open) => {
  const inputs = (n: number, seed: number) => {
    const draw = seededNormal(seed);
    const [query, key, value] = [
      draw([2, 2, n, 4], 1),
      draw([2, 2, 5, 4], 1),
      draw([2, 2, 5, 4], 1),
    ];
    return toTensors({ query, key, value });
  };

  it('gives the rows of the whole, whatever the cuts and their order', () => {
    const cut = fc
      .integer({ min: 1, max: 9 })
      .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 1, max: n }), fc.nat()));
    fc.assert(
      fc.property(cut, ([n, pieces, seed]) => {
        const { tensors, dispose } = inputs(n, seed);
        const { query, key, value } = tensors;
        const kernels = open().fused;
        const whole = valuesOf(() =>
          scaledDotProductAttention(query, key, value, undefined, kernels),
        );
        const parts = valuesOf(() => attentionInPieces(tensors, pieces, seed, kernels));
        dispose();
        expectClose(parts, whole, 5);
      }),
      { numRuns: 20 },
    );
  });

  it.each([0, 4, 1.5])('refuses %d pieces of three rows', (pieces) => {
    const { tensors, dispose } = inputs(3, 1);
    expect(() => attentionInPieces(tensors, pieces, 1)).toThrow(
      `pieces must be an integer from 1 to n = 3; received ${pieces}.`,
    );
    dispose();
  });
});
