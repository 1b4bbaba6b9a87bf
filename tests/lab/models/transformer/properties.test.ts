import type * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawEncoderLayer, encoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { causalMask, paddingMask } from '#lab/models/transformer/masks.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, maxAbsDelta, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const runs = { numRuns: 12 };
const sizes = fc.record({
  seed: fc.nat(),
  n: fc.integer({ min: 2, max: 9 }),
  numHeads: fc.constantFrom(1, 2, 4),
  dHead: fc.constantFrom(8, 16),
});

/** Two results are compared, and each has rounded through four sums of dModel terms or more. */
const chain = (dModel: number) => 2 ** 2 * 4 * dModel;

/** Rows of a dense array in another order, or only some of them. */
function rows({ shape, values }: DenseArray, order: readonly number[]): DenseArray {
  const width = shape[1] as number;
  const picked = order.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]);
  return { shape: [order.length, width], values: Float32Array.from(picked) };
}

onEveryBackend((open) => {
  const layerOn = (
    x: DenseArray,
    seed: number,
    numHeads: number,
    batchSize = 1,
    mask?: DenseArray,
  ) => {
    const dModel = x.shape[1] as number;
    const weights = drawEncoderLayer(seededNormal(seed), dModel, 2 * dModel);
    const placed = toTensors({ x, weights, ...(mask && { mask }) });
    const { tensors } = placed;
    const options = { batchSize, numHeads, kernels: open().fused };
    const hidden = 'mask' in tensors ? (tensors.mask as tf.Tensor) : undefined;
    const values = valuesOf(() => encoderLayer(tensors.x, tensors.weights, options, hidden));
    placed.dispose();
    return values;
  };

  it('without positions, permuted inputs give permuted outputs', () => {
    const permuted = sizes.chain((size) =>
      fc.record({
        size: fc.constant(size),
        order: fc.shuffledSubarray([...Array(size.n).keys()], { minLength: size.n }),
      }),
    );
    fc.assert(
      fc.property(permuted, ({ size: { seed, n, numHeads, dHead }, order }) => {
        const dModel = numHeads * dHead;
        const x = seededNormal(seed + 1)([n, dModel], 1);
        const straight = { shape: [n, dModel], values: layerOn(x, seed, numHeads) };
        expectClose(
          layerOn(rows(x, order), seed, numHeads),
          rows(straight, order).values,
          chain(dModel),
        );
      }),
      runs,
    );
  });

  it('under a causal mask a changed input changes nothing before it, and its own output', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ({ seed, n, numHeads, dHead }, pick) => {
        const dModel = numHeads * dHead;
        const changedRow = pick % n;
        const x = seededNormal(seed + 1)([n, dModel], 1);
        const changed = { shape: x.shape, values: x.values.slice() };
        const start = changedRow * dModel;
        changed.values.set(seededNormal(seed + 2)([dModel], 1).values, start);
        const [before, after] = [x, changed].map((each) =>
          layerOn(each, seed, numHeads, 1, causalMask(n)),
        ) as [Float32Array, Float32Array];
        expect(after.subarray(0, start)).toEqual(before.subarray(0, start));
        const [own, was] = [after, before].map((each) => each.subarray(start, start + dModel));
        expect(maxAbsDelta(own as Float32Array, was as Float32Array)).toBeGreaterThan(1e-3);
      }),
      runs,
    );
  });

  describe('a padded sequence', () => {
    const padded = fc.record({ seed: fc.nat(), own: fc.integer({ min: 1, max: 5 }) });
    const compare = (seed: number, own: number, mask?: DenseArray) => {
      const [n, dModel] = [7, 8];
      const x = seededNormal(seed + 1)([2 * n, dModel], 1);
      const alone = layerOn(
        rows(
          x,
          [...Array(own).keys()].map((row) => row + n),
        ),
        seed,
        2,
      );
      const together = layerOn(x, seed, 2, 2, mask);
      return { alone, within: together.subarray(n * dModel, (n + own) * dModel) };
    };

    it('equals the sequence alone', () => {
      fc.assert(
        fc.property(padded, ({ seed, own }) => {
          const { alone, within } = compare(seed, own, paddingMask([7, own], 7));
          expectClose(within, alone, chain(8));
        }),
        runs,
      );
    });

    it('does not without its mask: what pads it is attended to', () => {
      fc.assert(
        fc.property(padded, ({ seed, own }) => {
          const { alone, within } = compare(seed, own);
          expect(maxAbsDelta(within, alone)).toBeGreaterThan(1e-3);
        }),
        runs,
      );
    });
  });
});
