import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
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
        encoderLayer(tensors.x, tensors.weights, { batchSize: 1, numHeads }),
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
      const values = valuesOf(() => schedule(ids, placed.tensors, shape));
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

it('only the native backend has a fused LSTM, and it has one', async () => {
  const { native } = await import('#lab/backends/native.ts');
  expect(native.kernels).toEqual(['lstm']);
  expect(Object.keys((await native.open()).fused)).toEqual(['lstm']);
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
