import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { it } from 'vitest';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import { mergeHeads, splitHeads } from '#lab/models/transformer/heads.ts';
import { drawAttention, multiHeadAttention } from '#lab/models/transformer/multi-head-attention.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

// Attention is cut wherever a parallel machine would cut it, and put together again.

const runs = { numRuns: 12 };
const sizes = fc.record({
  seed: fc.nat(),
  n: fc.integer({ min: 2, max: 9 }),
  numHeads: fc.constantFrom(1, 2, 4),
  dHead: fc.constantFrom(8, 16),
});

onEveryBackend((open) => {
  it('any partition of query rows, heads or batch gives the same answer', () => {
    const partitioned = fc.record({
      seed: fc.nat(),
      shape: fc.tuple(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
      ),
      axis: fc.constantFrom(0, 1, 2),
      cut: fc.nat(),
    });
    fc.assert(
      fc.property(partitioned, ({ seed, shape: [batchSize, numHeads, n], axis, cut }) => {
        const draw = seededNormal(seed);
        const [m, dHead] = [5, 4];
        const { tensors, dispose } = toTensors({
          query: draw([batchSize, numHeads, n, dHead], 1),
          key: draw([batchSize, numHeads, m, dHead], 1),
          value: draw([batchSize, numHeads, m, dHead], 1),
        });
        const { query, key, value } = tensors;
        const kernels = open().fused;
        const whole = valuesOf(() =>
          scaledDotProductAttention(query, key, value, undefined, kernels),
        );
        const parts = valuesOf(() => {
          const size = query.shape[axis] as number;
          const first = cut % size;
          const pieces = (first === 0 ? [size] : [first, size - first]).map((length, piece) => {
            const begin = [0, 0, 0, 0];
            const extent = [-1, -1, -1, -1];
            begin[axis] = piece === 0 ? 0 : first;
            extent[axis] = length;
            const own = (each: tf.Tensor) => (axis === 2 ? each : tf.slice(each, begin, extent));
            const queries = tf.slice(query, begin, extent);
            return scaledDotProductAttention(queries, own(key), own(value), undefined, kernels);
          });
          return tf.concat(pieces, axis);
        });
        dispose();
        expectClose(parts, whole, m);
      }),
      runs,
    );
  });

  it('the heads’ shares of the output, through row blocks of W^O, sum to the whole', () => {
    fc.assert(
      fc.property(sizes, ({ seed, n, numHeads, dHead }) => {
        const draw = seededNormal(seed);
        const dModel = numHeads * dHead;
        const { tensors, dispose } = toTensors({
          x: draw([n, dModel], 1),
          weights: drawAttention(draw, dModel),
        });
        const { x, weights } = tensors;
        const options = { batchSize: 1, numHeads, kernels: open().fused };
        const whole = valuesOf(() => multiHeadAttention(x, x, weights, options));
        const summed = valuesOf(() => {
          const project = (kernel: tf.Tensor) => splitHeads(tf.matMul(x, kernel), options);
          const [query, key, value] = [weights.query, weights.key, weights.value].map(project);
          const shares = Array.from({ length: numHeads }, (_, head) => {
            const own = [query, key, value].map((each) =>
              tf.slice(each as tf.Tensor, [0, head, 0, 0], [1, 1, n, dHead]),
            ) as [tf.Tensor, tf.Tensor, tf.Tensor];
            const rowBlock = tf.slice(weights.output, [head * dHead, 0], [dHead, dModel]);
            return tf.matMul(mergeHeads(scaledDotProductAttention(...own)), rowBlock);
          });
          return tf.addN(shares);
        });
        dispose();
        expectClose(summed, whole, dModel);
      }),
      runs,
    );
  });
});
