import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { FusedKernels } from '#lab/backends/backend.ts';
import { native } from '#lab/backends/native.ts';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { causalDecoderOracle, encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import { fusedLstm, stackKernels } from '#lab/models/recurrent/fused-lstm.ts';
import { drawLstm, lstm } from '#lab/models/recurrent/lstm.ts';
import {
  cachedSteps,
  causalPass,
  drawCausalDecoder,
  prefixPasses,
} from '#lab/models/transformer/causal-decoder.ts';
import { drawEncoderLayer, encoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { roundingTolerance } from '#lab/run/proof.ts';
import { maxAbsDelta, onEveryBackend, valuesOf } from '../../support/on-backend.ts';

const largest = (values: Float64Array) =>
  values.reduce((max, each) => Math.max(max, Math.abs(each)), 0);

onEveryBackend((open) => {
  describe('the encoder layer equals its float64 oracle', () => {
    it.each([
      [1, 8, 1],
      [1, 8, 4],
      [7, 8, 2],
      [33, 32, 4],
    ])('n = %d, dModel = %d, %d heads', (n, dModel, numHeads) => {
      const draw = seededNormal(n + dModel);
      const [x, weights] = [draw([n, dModel], 1), drawEncoderLayer(draw, dModel, 4 * dModel)];
      const truth = encoderLayerOracle(x, weights, numHeads);
      const { tensors, dispose } = toTensors({ x, weights });
      const values = valuesOf(() =>
        encoderLayer(tensors.x, tensors.weights, {
          batchSize: 1,
          numHeads,
          softmax: open().fused.softmax,
        }),
      );
      dispose();
      const tolerance = roundingTolerance(largest(truth), 4 * dModel);
      expect(maxAbsDelta(values, truth)).toBeLessThanOrEqual(tolerance);
    });

    it('for each sequence of a batch alone', () => {
      const draw = seededNormal(5);
      const [x, weights] = [draw([2 * 6, 16], 1), drawEncoderLayer(draw, 16, 64)];
      const half = (k: number) => ({
        shape: [6, 16],
        values: x.values.slice(96 * k, 96 * (k + 1)),
      });
      const { tensors, dispose } = toTensors({ x, weights });
      const values = valuesOf(() =>
        encoderLayer(tensors.x, tensors.weights, { batchSize: 2, numHeads: 4 }),
      );
      dispose();
      for (const k of [0, 1]) {
        const truth = encoderLayerOracle(half(k), weights, 4);
        const own = values.subarray(96 * k, 96 * (k + 1));
        expect(maxAbsDelta(own, truth)).toBeLessThanOrEqual(roundingTolerance(largest(truth), 64));
      }
    });
  });

  describe('the LSTM equals its float64 oracle', () => {
    it.each([
      [1, 4, 4],
      [9, 4, 8],
      [40, 32, 32],
    ])('n = %d, dIn = %d, dModel = %d', (n, dIn, dModel) => {
      const draw = seededNormal(n + dModel);
      const [x, weights] = [draw([n, 1, dIn], 1), drawLstm(draw, dIn, dModel)];
      const truth = lstmOracle(x, weights);
      const tolerance = roundingTolerance(largest(truth), dIn + dModel);
      const { tensors, dispose } = toTensors({ x, weights, stacked: stackKernels(weights) });
      const values = valuesOf(() => lstm(tensors.x, tensors.weights));
      expect(maxAbsDelta(values, truth)).toBeLessThanOrEqual(tolerance);
      const { lstm: kernel } = open().fused;
      if (kernel !== undefined) {
        const fused = valuesOf(() => fusedLstm(kernel, tensors.x, tensors.stacked));
        expect(maxAbsDelta(fused, truth)).toBeLessThanOrEqual(tolerance);
      }
      dispose();
    });
  });

  describe('the decoder gives the oracle’s logits by each of its schedules', () => {
    const shape = { numLayers: 2, dModel: 16, numHeads: 4, dFf: 32, vocabularySize: 13 };
    const tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5];
    const weights = drawCausalDecoder(seededNormal(9), shape, tokens.length);
    const truth = causalDecoderOracle(tokens, weights, shape);

    it.each([
      ['one causal pass', causalPass],
      ['a KV cache', cachedSteps],
      ['the prefix recomputed', prefixPasses],
    ])('%s', (_name, schedule) => {
      const placed = toTensors(weights);
      const ids = tf.tensor1d(tokens, 'int32');
      const values = valuesOf(() => schedule(ids, placed.tensors, shape, open().fused.softmax));
      placed.dispose();
      ids.dispose();
      expect(maxAbsDelta(values, truth)).toBeLessThanOrEqual(roundingTolerance(largest(truth), 32));
    });
  });

  it('inputs are never disposed', () => {
    const draw = seededNormal(1);
    const { tensors, dispose } = toTensors({
      x: draw([3, 1, 4], 1),
      weights: drawLstm(draw, 4, 4),
    });
    valuesOf(() => lstm(tensors.x, tensors.weights));
    expect(tensors.x.isDisposed).toBe(false);
    expect(tensors.weights.bias.isDisposed).toBe(false);
    dispose();
  });
});

describe('the native backend’s own kernels', () => {
  it('are the fused LSTM and oneDNN’s softmax', async () => {
    const { fused, flags } = await native.open();
    expect(Object.keys(fused)).toEqual(['lstm', 'softmax']);
    expect(flags).toEqual({ oneDnnSoftmax: true });
  });

  it.each([[[1, 1]], [[3, 7]], [[2, 4, 33, 33]]])(
    'softmax of shape %j equals the plain one',
    async (shape) => {
      const softmax = (await native.open()).fused.softmax as NonNullable<FusedKernels['softmax']>;
      const size = shape.reduce((a, b) => a * b, 1);
      const scores = tf.tensor(seededNormal(size)([size], 5).values, shape);
      const [own, plain] = [valuesOf(() => softmax(scores)), valuesOf(() => tf.softmax(scores))];
      scores.dispose();
      expect(maxAbsDelta(own, plain)).toBeLessThanOrEqual(
        roundingTolerance(1, shape.at(-1) as number),
      );
    },
  );

  it('leave alone what a causal mask hides', async () => {
    const softmax = (await native.open()).fused.softmax as NonNullable<FusedKernels['softmax']>;
    const masked = tf.tensor2d([0.3, -1e9, -1e9, 0.3, 0.3, -1e9], [2, 3]);
    expect([...valuesOf(() => softmax(masked))]).toEqual([1, 0, 0, 0.5, 0.5, 0]);
    masked.dispose();
  });
});

describe('wrong shapes', () => {
  const draw = seededNormal(2);
  it.each([
    [3, 1, 'numHeads must divide dModel; received numHeads 3 and dModel 8.'],
    [2, 4, 'batchSize must divide the rows of x; received batchSize 4 and 6 rows.'],
  ])('%d heads, batch of %d', (numHeads, batchSize, message) => {
    const { tensors, dispose } = toTensors({
      x: draw([6, 8], 1),
      weights: drawEncoderLayer(draw, 8, 16),
    });
    expect(() =>
      tf.tidy(() => encoderLayer(tensors.x, tensors.weights, { batchSize, numHeads })),
    ).toThrow(message);
    dispose();
  });
});
