import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import { type DenseArray, type Draw, filled } from '../weights.ts';
import { linearRecurrence, scanRecurrence } from './linear-recurrence.ts';

/** gateKernel and stateKernel [dIn, dModel], gateBias and stateBias [dModel]. */
export interface MinGruWeights<Leaf> {
  gateKernel: Leaf;
  gateBias: Leaf;
  stateKernel: Leaf;
  stateBias: Leaf;
}

/**
 * minGRU (Feng et al. 2024, sec. 3.1): z_t = σ(x_t W_z + b_z), h̃_t = x_t W_h + b_h, h_t = (1 − z_t) h_{t−1}
 * + z_t h̃_t, h_0 = 0. No gate looks at the state before, so that all of them are two products for the whole
 * sequence, and what is left is a linear recurrence. x [n, B, dIn], returns the states [n, B, dModel],
 * one step after another.
 */
export function minGru(
  x: tf.Tensor,
  weights: MinGruWeights<tf.Tensor>,
  kernels: Kernels = {},
): tf.Tensor {
  const { decay, input } = gatesOf(x, weights, kernels);
  return linearRecurrence(decay, input);
}

/** The same function by a parallel scan. */
export function scannedMinGru(
  x: tf.Tensor,
  weights: MinGruWeights<tf.Tensor>,
  kernels: Kernels = {},
): tf.Tensor {
  const { decay, input } = gatesOf(x, weights, kernels);
  return scanRecurrence(decay, input);
}

/** The recurrence's factors 1 − z_t and summands z_t h̃_t, both [n, B, dModel]. */
function gatesOf(
  x: tf.Tensor,
  { gateKernel, gateBias, stateKernel, stateBias }: MinGruWeights<tf.Tensor>,
  kernels: Kernels,
): { decay: tf.Tensor; input: tf.Tensor } {
  expectShape('x', x, ['n', 'B', 'dIn']);
  const [n, batchSize, dIn] = x.shape as [number, number, number];
  expectShape('gateKernel', gateKernel, [dIn, 'dModel']);
  const dModel = gateKernel.shape[1] as number;
  expectShape('stateKernel', stateKernel, [dIn, dModel]);
  expectShape('gateBias', gateBias, [dModel]);
  expectShape('stateBias', stateBias, [dModel]);
  const rows = tf.reshape(x, [n * batchSize, dIn]); // [n·B, dIn]
  const gate = tf.sigmoid(linear(rows, gateKernel, gateBias, kernels)); // [n·B, dModel]
  const candidate = linear(rows, stateKernel, stateBias, kernels); // [n·B, dModel]
  const inSteps = (each: tf.Tensor) => tf.reshape(each, [n, batchSize, dModel]); // [n, B, dModel]
  return { decay: inSteps(tf.sub(1, gate)), input: inSteps(tf.mul(gate, candidate)) };
}

/** Multiply-adds counted as two, of the two products for all steps: 4n·dIn·d. The recurrence itself has none. */
export function minGruFlops(n: number, dIn: number, dModel: number): number {
  return 4 * n * dIn * dModel;
}

/** Draws weights; the biases start at zero. */
export function drawMinGru(draw: Draw, dIn: number, dModel: number): MinGruWeights<DenseArray> {
  const kernel = () => draw([dIn, dModel], 1 / Math.sqrt(dIn));
  return {
    gateKernel: kernel(),
    gateBias: filled([dModel], 0),
    stateKernel: kernel(),
    stateBias: filled([dModel], 0),
  };
}
