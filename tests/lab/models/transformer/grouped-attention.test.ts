import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { selfAttentionOracle } from '#lab/models/oracle/self-attention.ts';
import {
  drawGroupedAttention,
  groupedAttention,
  groupedQueryAttention,
  repeatGroups,
} from '#lab/models/transformer/grouped-attention.ts';
import { causalPaddingMask } from '#lab/models/transformer/masks.ts';
import { drawAttention, multiHeadAttention } from '#lab/models/transformer/multi-head-attention.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

onEveryBackend((open) => {
  describe('attention with shared keys and values', () => {
    it.each([1, 2, 4])('in %d groups is attention with these repeated', (numGroups) => {
      const size = { numHeads: 4, numGroups };
      const draw = seededNormal(numGroups);
      const weights = drawGroupedAttention(draw, 8, size);
      const { tensors, dispose } = toTensors({
        x: draw([2 * 5, 8], 1),
        weights,
        full: repeatGroups(weights, size),
        mask: causalPaddingMask([5, 3], 5),
      });
      const { x, full, mask } = tensors;
      const options = { batchSize: 2, numHeads: 4, kernels: open().fused };
      const whole = valuesOf(() => multiHeadAttention(x, x, full, options, mask));
      const values = valuesOf(() =>
        groupedQueryAttention(x, x, tensors.weights, { ...options, numGroups }, mask),
      );
      dispose();
      expectClose(values, whole, 8);
    });

    it.each([1, 3])('in %d groups agrees with the float64 oracle of the full one', (numGroups) => {
      const size = { numHeads: 3, numGroups };
      const draw = seededNormal(20 + numGroups);
      const weights = drawGroupedAttention(draw, 12, size);
      const x = draw([7, 12], 1);
      const { tensors, dispose } = toTensors({ x, weights });
      const options = { batchSize: 1, ...size, kernels: open().fused };
      const values = valuesOf(() =>
        groupedQueryAttention(tensors.x, tensors.x, tensors.weights, options),
      );
      dispose();
      expectClose(values, selfAttentionOracle(x, repeatGroups(weights, size), 3), 12);
    });

    it('with as many groups as heads is multi-head attention', () => {
      const draw = seededNormal(9);
      const { tensors, dispose } = toTensors({
        x: draw([6, 8], 1),
        weights: drawAttention(draw, 8),
      });
      const { x, weights } = tensors;
      const options = { batchSize: 1, numHeads: 2, kernels: open().fused };
      const full = valuesOf(() => multiHeadAttention(x, x, weights, options));
      const grouped = valuesOf(() =>
        groupedQueryAttention(x, x, weights, { ...options, numGroups: 2 }),
      );
      dispose();
      expectClose(grouped, full, 8);
    });
  });
});

describe('wrong sizes are named', () => {
  it.each([
    [
      [1, 4, 5, 2],
      [1, 3, 5, 2],
      'numGroups must divide numHeads; received numGroups 3 and numHeads 4.',
    ],
    [[1, 4, 5, 2], [2, 2, 5, 2], 'key must have shape [1, g, m, 2]; received [2, 2, 5, 2].'],
    [[1, 4, 5, 2], [1, 2, 5, 3], 'key must have shape [1, g, m, 2]; received [1, 2, 5, 3].'],
  ])('%j over %j', (query, key, message) => {
    expect(() =>
      tf.tidy(() => groupedAttention(tf.zeros(query), tf.zeros(key), tf.zeros(key))),
    ).toThrow(message);
  });

  it('of the shared projections', () => {
    const { tensors, dispose } = toTensors({ weights: drawAttention(seededNormal(2), 8) });
    const x = tf.zeros([6, 8]);
    const options = { batchSize: 1, numHeads: 4, numGroups: 2 };
    expect(() => tf.tidy(() => groupedQueryAttention(x, x, tensors.weights, options))).toThrow(
      'key must have shape [8, 4]; received [8, 8].',
    );
    dispose();
    x.dispose();
  });
});
