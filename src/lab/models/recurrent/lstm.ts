import * as tf from '@tensorflow/tfjs-core';
import { type DenseArray, filled } from '../weights.ts';

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
export function lstm(x: tf.Tensor, weights: LstmWeights<tf.Tensor>): tf.Tensor {
  const [n, batchSize, dIn] = x.shape as [number, number, number];
  const dModel = weights.recurrentKernel.shape[0] as number;
  const rows = tf.matMul(tf.reshape(x, [n * batchSize, dIn]), weights.inputKernel as tf.Tensor2D);
  const projected = tf.reshape(tf.add(rows, weights.bias), [n, batchSize, 4 * dModel]);
  const steps = tf.unstack(projected); // n times [B, 4·dModel]
  let state: LstmState = {
    hidden: tf.zeros([batchSize, dModel]),
    cell: tf.zeros([batchSize, dModel]),
  };
  const states: tf.Tensor[] = [];
  for (const step of steps) {
    // Freeing each step's intermediates at once keeps the engine's list of live tensors short.
    state = tf.tidy(() => lstmStep(step, state, weights.recurrentKernel));
    states.push(state.hidden);
  }
  return tf.stack(states); // [n, B, dModel]
}

function lstmStep(projected: tf.Tensor, { hidden, cell }: LstmState, kernel: tf.Tensor): LstmState {
  const gates = tf.add(projected, tf.matMul(hidden, kernel)); // [B, 4·dModel]
  const [input, forget, candidate, output] = tf.split(gates, 4, 1) as FourTensors; // each [B, dModel]
  const kept = tf.mul(tf.sigmoid(forget), cell); // [B, dModel]
  const next = tf.add(kept, tf.mul(tf.sigmoid(input), tf.tanh(candidate))); // [B, dModel]
  return { hidden: tf.mul(tf.sigmoid(output), tf.tanh(next)), cell: next };
}
// #endregion

/** Hidden state and cell state, each [B, dModel]. */
type LstmState = { hidden: tf.Tensor; cell: tf.Tensor };

type FourTensors = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];

/** Multiply-adds counted as two, of the eight matrix products per step: 8n·dIn·d + 8nd². */
export function lstmFlops(n: number, dIn: number, dModel: number): number {
  return 8 * n * dIn * dModel + 8 * n * dModel ** 2;
}

/** Draws weights; the forget gate's bias starts at 1 (Gers et al. 2000; Keras' unit_forget_bias). */
export function drawLstm(
  draw: (shape: number[], deviation: number) => DenseArray,
  dIn: number,
  dModel: number,
): LstmWeights<DenseArray> {
  const bias = filled([4 * dModel], 0);
  bias.values.fill(1, dModel, 2 * dModel);
  return {
    inputKernel: draw([dIn, 4 * dModel], 1 / Math.sqrt(dIn)),
    recurrentKernel: draw([dModel, 4 * dModel], 1 / Math.sqrt(dModel)),
    bias,
  };
}
