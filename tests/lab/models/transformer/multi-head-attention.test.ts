import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { causalPaddingMask, paddingMask } from '#lab/models/transformer/masks.ts';
import {
  drawAttention,
  fusedSelfAttention,
  fuseProjections,
  multiHeadAttention,
  multiHeadAttentionByLoop,
} from '#lab/models/transformer/multi-head-attention.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

onEveryBackend((open) => {
  describe('heads one by one, in one product, and from one fused projection are one function', () => {
    it.each([
      { batchSize: 1, n: 5, dModel: 8, numHeads: 1 },
      { batchSize: 1, n: 1, dModel: 8, numHeads: 4 },
      { batchSize: 3, n: 7, dModel: 24, numHeads: 3 },
      { batchSize: 2, n: 6, dModel: 16, numHeads: 16 },
    ])('$batchSize × $n positions, $dModel wide, $numHeads heads', (size) => {
      const { batchSize, n, dModel, numHeads } = size;
      const draw = seededNormal(n * dModel);
      const weights = drawAttention(draw, dModel);
      const lengths = Array.from({ length: batchSize }, (_, sequence) => Math.max(1, n - sequence));
      const { tensors, dispose } = toTensors({
        x: draw([batchSize * n, dModel], 1),
        weights,
        fused: fuseProjections(weights),
        mask: causalPaddingMask(lengths, n),
      });
      const { x, mask } = tensors;
      const options = { batchSize, numHeads, kernels: open().fused };
      const batched = valuesOf(() => multiHeadAttention(x, x, tensors.weights, options, mask));
      const looped = valuesOf(() => multiHeadAttentionByLoop(x, x, tensors.weights, options, mask));
      const fused = valuesOf(() => fusedSelfAttention(x, tensors.fused, options, mask));
      dispose();
      expectClose(looped, batched, dModel);
      expectClose(fused, batched, dModel);
    });

    it('also across two sequences of different lengths, the memory padded', () => {
      const draw = seededNormal(3);
      const [batchSize, n, m, dModel] = [2, 4, 6, 12];
      const { tensors, dispose } = toTensors({
        x: draw([batchSize * n, dModel], 1),
        memory: draw([batchSize * m, dModel], 1),
        weights: drawAttention(draw, dModel),
        mask: paddingMask([6, 2], m),
      });
      const { x, memory, weights, mask } = tensors;
      const options = { batchSize, numHeads: 3, kernels: open().fused };
      const batched = valuesOf(() => multiHeadAttention(x, memory, weights, options, mask));
      const looped = valuesOf(() => multiHeadAttentionByLoop(x, memory, weights, options, mask));
      dispose();
      expectClose(looped, batched, dModel);
    });
  });
});

describe('wrong sizes name the argument, what was received and what is expected', () => {
  it.each([
    [6, 8, 3, 1, 'numHeads must divide dModel; received numHeads 3 and dModel 8.'],
    [6, 8, 0, 1, 'numHeads must divide dModel; received numHeads 0 and dModel 8.'],
    [6, 8, 1.5, 1, 'numHeads must divide dModel; received numHeads 1.5 and dModel 8.'],
    [6, 8, 2, 4, 'batchSize must divide the rows of x; received batchSize 4 and the rows of x 6.'],
    [6, 10, 2, 1, 'x must have shape [B·n, 8]; received [6, 10].'],
    [0, 8, 2, 1, 'x must have shape [B·n, 8], all above 0; received [0, 8].'],
  ])('%d rows of %d, %d heads, batch of %d', (rows, width, numHeads, batchSize, message) => {
    const { tensors, dispose } = toTensors({ weights: drawAttention(seededNormal(2), 8) });
    const x = tf.zeros([rows, width]);
    const fused = { queryKeyValue: tf.zeros([8, 24]), output: tf.zeros([8, 8]) };
    const options = { batchSize, numHeads };
    for (const attend of [multiHeadAttention, multiHeadAttentionByLoop]) {
      expect(() => tf.tidy(() => attend(x, x, tensors.weights, options))).toThrow(message);
    }
    expect(() => tf.tidy(() => fusedSelfAttention(x, fused, options))).toThrow(message);
    dispose();
    tf.dispose([x, fused.queryKeyValue, fused.output]);
  });
});
