import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  causalConvolution,
  causalConvolutionFlops,
  drawCausalConvolution,
} from '#lab/models/convolution/causal-convolution.ts';
import { causalConvolutionOracle } from '#lab/models/oracle/convolution.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

function drawn(width: number, [batchSize, n, dIn]: [number, number, number], dOut: number) {
  const draw = seededNormal(n + width);
  const x = draw([batchSize, n, dIn], 1);
  const { kernel } = drawCausalConvolution(draw, width, dIn, dOut);
  return { x, weights: { kernel, bias: draw([dOut], 1) }, dy: draw([batchSize, n, dOut], 1) };
}

const cases: [number, [number, number, number], number][] = [
  [1, [1, 5, 4], 3],
  [3, [1, 1, 4], 4],
  [3, [2, 9, 5], 7],
  [4, [3, 2, 3], 2],
  [3, [1, 33, 16], 16],
];

onEveryBackend((open) => {
  describe('the causal convolution', () => {
    it.each(cases)('equals its float64 oracle: width %d, x %j, dOut %d', (width, shape, dOut) => {
      const { x, weights } = drawn(width, shape, dOut);
      const { tensors, dispose } = toTensors({ x, weights });
      const values = valuesOf(() => causalConvolution(tensors.x, tensors.weights, open().fused));
      expect(tensors.x.isDisposed || tensors.weights.kernel.isDisposed).toBe(false);
      dispose();
      expectClose(values, causalConvolutionOracle(x, weights), width * shape[2]);
    });

    it.each(cases)('has the gradient of its sum of products: %d, %j, %d', (width, shape, dOut) => {
      const { tensors, dispose } = toTensors(drawn(width, shape, dOut));
      const { x, weights, dy } = tensors;
      const alive = tf.memory().numTensors;
      const layers = [causalConvolution, sumOfProducts];
      const [own, truth] = layers.map((layer) =>
        tf.tidy(() =>
          tf
            .grads((input, kernel, bias) =>
              layer(input as tf.Tensor, { kernel: kernel as tf.Tensor, bias: bias as tf.Tensor }),
            )([x, weights.kernel, weights.bias], dy)
            .map((each) => each.dataSync<'float32'>().slice()),
        ),
      ) as [Float32Array[], Float32Array[]];
      expect(tf.memory().numTensors).toBe(alive);
      dispose();
      const length = Math.max(width * dOut, shape[0] * shape[1]);
      for (const [index, values] of own.entries()) {
        expectClose(values, truth[index] as Float32Array, length);
      }
    });

    it('sees width positions and no more: an input moves its own and the next two outputs', () => {
      const { x, weights } = drawn(3, [1, 8, 2], 1);
      const changed = { ...x, values: x.values.map((value, at) => (at === 6 ? value + 1 : value)) };
      const { tensors, dispose } = toTensors({ x, changed, weights });
      const [before, after] = [tensors.x, tensors.changed].map((input) =>
        valuesOf(() => causalConvolution(input, tensors.weights)),
      ) as [Float32Array, Float32Array];
      dispose();
      const moved = [...after].map((value, at) => Math.abs(value - (before[at] as number)) > 1e-4);
      expect(moved).toEqual([false, false, false, true, true, true, false, false]);
    });

    it.each([
      ['an empty sequence', [1, 0, 2], [3, 2, 4], 'x must have shape [B, n, dIn], all above 0'],
      ['another input width', [1, 5, 3], [3, 2, 4], 'kernel must have shape [width, 3, dOut]'],
      ['a bias of another width', [1, 5, 2], [3, 2, 5], 'bias must have shape [5]; received [4]'],
    ])('refuses %s', (_name, shape, kernel, message) => {
      tf.tidy(() => {
        const weights = { kernel: tf.zeros(kernel), bias: tf.zeros([4]) };
        expect(() => causalConvolution(tf.zeros(shape), weights)).toThrow(message);
      });
    });
  });
});

/** The equation as shifted products, which the library differentiates by itself. */
function sumOfProducts(x: tf.Tensor, { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor }) {
  const [batchSize, n, dIn] = x.shape as [number, number, number];
  const [width, , dOut] = kernel.shape as [number, number, number];
  const padded = tf.concat([tf.zeros([batchSize, width, dIn]), x], 1);
  const terms = Array.from({ length: width }, (_, tap) => {
    const shifted = tf.reshape(tf.slice(padded, [0, tap + 1, 0], [batchSize, n, dIn]), [-1, dIn]);
    return tf.matMul(
      shifted,
      tf.reshape(tf.slice(kernel, [tap, 0, 0], [1, dIn, dOut]), [dIn, dOut]),
    );
  });
  const sum = terms.reduce((total, each) => tf.add(total, each));
  return tf.reshape(tf.add(sum, bias), [batchSize, n, dOut]);
}

it('its work is one product for each tap', () => {
  const taps = [0, 1, 2].map(() => 2 * 10 * 4 * 7);
  expect(causalConvolutionFlops(10, 3, 4, 7)).toBe(taps.reduce((sum, each) => sum + each, 0));
});
