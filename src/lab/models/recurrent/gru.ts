import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import { type DenseArray, type Draw, filled } from '../weights.ts';
import { layerSizes } from './layer-sizes.ts';
import { splitSteps } from './split-steps.ts';

/**
 * Weights of a GRU layer. Columns are in the order update z, reset r, candidate, the order of Keras:
 * inputKernel [dIn, 3·dModel], recurrentKernel [dModel, 3·dModel], bias [3·dModel].
 */
export interface GruWeights<Leaf> {
  inputKernel: Leaf;
  recurrentKernel: Leaf;
  bias: Leaf;
}

/** With the second bias [3·dModel] of PyTorch (bias_hh) and Keras, added to the recurrent product. */
export interface ResetAfterGruWeights<Leaf> extends GruWeights<Leaf> {
  recurrentBias: Leaf;
}

// #region gru
/**
 * GRU layer, op by op; the reset gate acts before the product (Cho et al. 2014, eq. 5-8; Keras with
 * reset_after=False; TensorFlow's GRUBlockCell): z, r = σ(x_t W + h_{t−1} U + b);
 * h̃ = tanh(x_t W + (r∘h_{t−1}) U + b); h_t = z∘h_{t−1} + (1−z)∘h̃.
 * The input projection x W + b is one product for all steps; only the recurrence is serial.
 * x [n, B, dIn], returns the hidden states [n, B, dModel].
 */
export function gru(
  x: tf.Tensor,
  weights: GruWeights<tf.Tensor>,
  kernels: Kernels = {},
): tf.Tensor {
  const { matMul = tf.matMul } = kernels;
  const steps = projectInput(x, weights, kernels);
  const [gateKernel, candidateKernel] = splitGates(weights.recurrentKernel); // [d, 2d], [d, d]
  return overSteps(steps, ({ gatesIn, candidateIn }, hidden) => {
    const gates = tf.sigmoid(tf.add(gatesIn, matMul(hidden, gateKernel))); // [B, 2·dModel]
    const [update, reset] = tf.split(gates, 2, 1) as TwoTensors; // each [B, dModel]
    const recurrent = matMul(tf.mul(reset, hidden), candidateKernel); // [B, dModel]
    const candidate = tf.tanh(tf.add(candidateIn, recurrent)); // [B, dModel]
    return interpolate(update, hidden, candidate); // [B, dModel]
  });
}
// #endregion

// #region gru-reset-after
/**
 * GRU layer whose reset gate acts after the product (cuDNN; PyTorch; Keras' default), so that a step
 * needs one product, not two in turn. It is another function than `gru`:
 * h̃ = tanh(x_t W + b + r∘(h_{t−1} U + b′)). x [n, B, dIn]; hidden states [n, B, dModel].
 */
export function resetAfterGru(
  x: tf.Tensor,
  weights: ResetAfterGruWeights<tf.Tensor>,
  kernels: Kernels = {},
): tf.Tensor {
  const { matMul = tf.matMul } = kernels;
  const { recurrentKernel, recurrentBias } = weights;
  const { dModel } = layerSizes(x, weights, 3);
  expectShape('recurrentBias', recurrentBias, [3 * dModel]);
  const [gateBias, candidateBias] = splitGates(recurrentBias); // [2·dModel], [dModel]
  // The gates add both biases alike: once for all steps. The candidate's second one is gated.
  const bias = tf.add(weights.bias, tf.pad(gateBias, [[0, dModel]])); // [3·dModel]
  const steps = projectInput(x, { ...weights, bias }, kernels);
  return overSteps(steps, ({ gatesIn, candidateIn }, hidden) => {
    const [gatesOn, candidateOn] = splitGates(matMul(hidden, recurrentKernel)); // [B, 2d], [B, d]
    const gates = tf.sigmoid(tf.add(gatesIn, gatesOn)); // [B, 2·dModel]
    const [update, reset] = tf.split(gates, 2, 1) as TwoTensors; // each [B, dModel]
    const recurrent = tf.mul(reset, tf.add(candidateOn, candidateBias)); // [B, dModel]
    const candidate = tf.tanh(tf.add(candidateIn, recurrent)); // [B, dModel]
    return interpolate(update, hidden, candidate); // [B, dModel]
  });
}
// #endregion

/** z∘h + (1−z)∘h̃, as h̃ + z∘(h − h̃): one operation fewer a step. */
function interpolate(update: tf.Tensor, hidden: tf.Tensor, candidate: tf.Tensor): tf.Tensor {
  return tf.add(candidate, tf.mul(update, tf.sub(hidden, candidate))); // [B, dModel]
}

/** x W + b for all steps at once, as the parts that each step takes. */
function projectInput(x: tf.Tensor, weights: GruWeights<tf.Tensor>, kernels: Kernels): StepInput[] {
  const { n, batchSize, dIn } = layerSizes(x, weights, 3);
  const { inputKernel, bias } = weights;
  const rows = linear(tf.reshape(x, [n * batchSize, dIn]), inputKernel, bias, kernels); // [n·B, 3d]
  const [gates, candidates] = splitGates(rows); // [n·B, 2·dModel], [n·B, dModel]
  const gatesIn = splitSteps(gates, n); // n times [B, 2·dModel]
  const candidatesIn = splitSteps(candidates, n); // n times [B, dModel]
  return gatesIn.map((each, t) => ({ gatesIn: each, candidateIn: candidatesIn[t] as tf.Tensor }));
}

/** Runs the steps in order from a zero state; [n, B, dModel]. */
function overSteps(
  steps: StepInput[],
  step: (input: StepInput, hidden: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  let hidden: tf.Tensor = tf.zerosLike((steps[0] as StepInput).candidateIn); // [B, dModel]
  const states = steps.map((input) => {
    // Freeing each step's intermediates at once keeps the engine's list of live tensors short.
    hidden = tf.tidy(() => step(input, hidden));
    return hidden;
  });
  return tf.stack(states); // [n, B, dModel]
}

/** Columns of update and reset together, and of the candidate. */
function splitGates(columns: tf.Tensor): TwoTensors {
  const width = (columns.shape.at(-1) as number) / 3;
  return tf.split(columns, [2 * width, width], -1) as TwoTensors;
}

/** One step's part of the input projection: [B, 2·dModel] and [B, dModel]. */
type StepInput = { gatesIn: tf.Tensor; candidateIn: tf.Tensor };

type TwoTensors = [tf.Tensor, tf.Tensor];

/** Multiply-adds counted as two, of the six matrix products per step: 6n·dIn·d + 6nd². */
export function gruFlops(n: number, dIn: number, dModel: number): number {
  return 6 * n * dIn * dModel + 6 * n * dModel ** 2;
}

/** Draws weights; biases start at zero, as in Keras. */
export function drawGru(draw: Draw, dIn: number, dModel: number): GruWeights<DenseArray> {
  return {
    inputKernel: draw([dIn, 3 * dModel], 1 / Math.sqrt(dIn)),
    recurrentKernel: draw([dModel, 3 * dModel], 1 / Math.sqrt(dModel)),
    bias: filled([3 * dModel], 0),
  };
}

/** As `drawGru`, with the second bias. */
export function drawResetAfterGru(
  draw: Draw,
  dIn: number,
  dModel: number,
): ResetAfterGruWeights<DenseArray> {
  return { ...drawGru(draw, dIn, dModel), recurrentBias: filled([3 * dModel], 0) };
}
