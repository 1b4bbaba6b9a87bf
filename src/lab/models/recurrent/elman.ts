import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import { type DenseArray, type Draw, filled } from '../weights.ts';
import { layerSizes } from './layer-sizes.ts';
import { splitSteps } from './split-steps.ts';

/** inputKernel W [dIn, dModel], recurrentKernel U [dModel, dModel], bias [dModel]. */
export interface ElmanWeights<Leaf> {
  inputKernel: Leaf;
  recurrentKernel: Leaf;
  bias: Leaf;
}

// #region elman
/**
 * Elman network (Elman 1990, with tanh as in Keras' SimpleRNN and PyTorch's RNN):
 * h_t = tanh(x_t W + h_{t−1} U + b), h_0 = 0.
 * The input projection x W + b is one product for all steps; only the recurrence is serial.
 * x [n, B, dIn], returns the hidden states [n, B, dModel].
 */
export function elman(
  x: tf.Tensor,
  weights: ElmanWeights<tf.Tensor>,
  kernels: Kernels = {},
): tf.Tensor {
  const { matMul = tf.matMul } = kernels;
  const { n, batchSize, dIn, dModel } = layerSizes(x, weights, 1);
  const { inputKernel, recurrentKernel, bias } = weights;
  const rows = linear(tf.reshape(x, [n * batchSize, dIn]), inputKernel, bias, kernels); // [n·B, d]
  let hidden: tf.Tensor = tf.zeros([batchSize, dModel]); // [B, dModel]
  const states = splitSteps(rows, n).map((projected) => {
    // Freeing each step's intermediates at once keeps the engine's list of live tensors short.
    hidden = tf.tidy(() => tf.tanh(tf.add(projected, matMul(hidden, recurrentKernel)))); // [B, d]
    return hidden;
  });
  return tf.stack(states); // [n, B, dModel]
}
// #endregion

/** Multiply-adds counted as two, of the two matrix products per step: 2n·dIn·d + 2nd². */
export function elmanFlops(n: number, dIn: number, dModel: number): number {
  return 2 * n * dIn * dModel + 2 * n * dModel ** 2;
}

/** Draws weights; the bias starts at zero. */
export function drawElman(draw: Draw, dIn: number, dModel: number): ElmanWeights<DenseArray> {
  return {
    inputKernel: draw([dIn, dModel], 1 / Math.sqrt(dIn)),
    recurrentKernel: draw([dModel, dModel], 1 / Math.sqrt(dModel)),
    bias: filled([dModel], 0),
  };
}
