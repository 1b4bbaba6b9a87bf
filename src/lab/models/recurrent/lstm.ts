import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import { type DenseArray, type Draw, filled } from '../weights.ts';
import { layerSizes } from './layer-sizes.ts';
import { splitSteps } from './split-steps.ts';

/**
 * Weights of an LSTM layer. Columns are in the order input, forget, candidate, output, the order
 * of Keras, PyTorch and TensorFlow's BlockLSTMV2: inputKernel [dIn, 4·dModel],
 * recurrentKernel [dModel, 4·dModel], bias [4·dModel].
 */
export interface LstmWeights<Leaf> {
  inputKernel: Leaf;
  recurrentKernel: Leaf;
  bias: Leaf;
}

// #region lstm
/**
 * LSTM layer, op by op (Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al. 2000):
 * i, f, o = σ(·), g = tanh(·) of x_t W + h_{t−1} U + b; c_t = f∘c_{t−1} + i∘g; h_t = o∘tanh(c_t).
 * The input projection x W + b is one product for all steps; only the recurrence is serial.
 * x [n, B, dIn], returns the hidden states [n, B, dModel].
 */
export function lstm(
  x: tf.Tensor,
  weights: LstmWeights<tf.Tensor>,
  kernels: Kernels = {},
): tf.Tensor {
  const { matMul = tf.matMul } = kernels;
  const { n, batchSize, dIn, dModel } = layerSizes(x, weights, 4);
  const { inputKernel, recurrentKernel, bias } = weights;
  const rows = linear(tf.reshape(x, [n * batchSize, dIn]), inputKernel, bias, kernels); // [n·B, 4d]
  const zeros = tf.zeros([batchSize, dModel]); // [B, dModel]
  let state: LstmState = { hidden: zeros, cell: zeros };
  const states = splitSteps(rows, n).map((projected) => {
    // Freeing each step's intermediates at once keeps the engine's list of live tensors short.
    state = tf.tidy(() => {
      const gates = tf.add(projected, matMul(state.hidden, recurrentKernel)); // [B, 4·dModel]
      return lstmStep(gates, state.cell);
    });
    return state.hidden; // [B, dModel]
  });
  return tf.stack(states); // [n, B, dModel]
}

/** One step: gates [B, 4·dModel] before their non-linearities, and the cell before it. */
export function lstmStep(gates: tf.Tensor, cell: tf.Tensor): LstmState {
  const [input, forget, candidate, output] = tf.split(gates, 4, 1) as FourTensors; // each [B, dModel]
  const kept = tf.mul(tf.sigmoid(forget), cell); // [B, dModel]
  const next = tf.add(kept, tf.mul(tf.sigmoid(input), tf.tanh(candidate))); // [B, dModel]
  return { hidden: tf.mul(tf.sigmoid(output), tf.tanh(next)), cell: next };
}
// #endregion

/** Hidden state and cell state, each [B, dModel]. */
export type LstmState = { hidden: tf.Tensor; cell: tf.Tensor };

type FourTensors = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];

/** Multiply-adds counted as two, of the eight matrix products per step: 8n·dIn·d + 8nd². */
export function lstmFlops(n: number, dIn: number, dModel: number): number {
  return 8 * n * dIn * dModel + 8 * n * dModel ** 2;
}

/** Draws weights; the forget gate's bias starts at 1 (Gers et al. 2000; Keras' unit_forget_bias). */
export function drawLstm(draw: Draw, dIn: number, dModel: number): LstmWeights<DenseArray> {
  const bias = filled([4 * dModel], 0);
  bias.values.fill(1, dModel, 2 * dModel);
  return {
    inputKernel: draw([dIn, 4 * dModel], 1 / Math.sqrt(dIn)),
    recurrentKernel: draw([dModel, 4 * dModel], 1 / Math.sqrt(dModel)),
    bias,
  };
}
