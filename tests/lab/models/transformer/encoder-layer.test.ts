import { describe, expect, it } from 'vitest';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import {
  drawEncoderLayer,
  encoderLayer,
  encoderLayerFlops,
} from '#lab/models/transformer/encoder-layer.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';
import { encoderProducts } from './count-products.ts';

onEveryBackend((open) => {
  describe('the encoder layer equals its float64 oracle', () => {
    it.each([
      { n: 1, dModel: 8, numHeads: 1 },
      { n: 1, dModel: 8, numHeads: 4 },
      { n: 7, dModel: 8, numHeads: 2 },
      { n: 33, dModel: 32, numHeads: 4 },
    ])('n = $n, dModel = $dModel, $numHeads heads', ({ n, dModel, numHeads }) => {
      const draw = seededNormal(n + dModel);
      const [x, weights] = [draw([n, dModel], 1), drawEncoderLayer(draw, dModel, 4 * dModel)];
      const { tensors, dispose } = toTensors({ x, weights });
      const options = { batchSize: 1, numHeads, kernels: open().fused };
      const values = valuesOf(() => encoderLayer(tensors.x, tensors.weights, options));
      dispose();
      expectClose(values, encoderLayerOracle(x, weights, numHeads), 4 * dModel);
    });

    it('for each sequence of a batch alone', () => {
      const draw = seededNormal(5);
      const [x, weights] = [draw([2 * 6, 16], 1), drawEncoderLayer(draw, 16, 64)];
      const { tensors, dispose } = toTensors({ x, weights });
      const options = { batchSize: 2, numHeads: 4, kernels: open().fused };
      const values = valuesOf(() => encoderLayer(tensors.x, tensors.weights, options));
      dispose();
      for (const k of [0, 1]) {
        const half = { shape: [6, 16], values: x.values.slice(96 * k, 96 * (k + 1)) };
        const own = values.subarray(96 * k, 96 * (k + 1));
        expectClose(own, encoderLayerOracle(half, weights, 4), 64);
      }
    });
  });

  it('inputs are never disposed', () => {
    const draw = seededNormal(1);
    const { tensors, dispose } = toTensors({
      x: draw([3, 8], 1),
      weights: drawEncoderLayer(draw, 8, 16),
    });
    valuesOf(() => encoderLayer(tensors.x, tensors.weights, { batchSize: 1, numHeads: 2 }));
    expect(tensors.x.isDisposed).toBe(false);
    expect(tensors.weights.feedForwardNorm.bias.isDisposed).toBe(false);
    dispose();
  });
});

it.each([1, 5, 64])('its work is the sum over its products, n = %d', (n) => {
  expect(encoderLayerFlops(n, 16, 40)).toBe(encoderProducts(n, 16, 4, 40));
});
