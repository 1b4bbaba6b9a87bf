import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import { layerSizes } from './layer-sizes.ts';
import { type LstmState, type LstmWeights, lstmStep } from './lstm.ts';
import { splitSteps } from './split-steps.ts';

/** Where a layer begins, and which steps count: [n, B, 1] with 1 where a step does and 0 where it is padding. */
export interface StepOptions {
  start?: LstmState | undefined;
  counted?: tf.Tensor | undefined;
  kernels?: Kernels | undefined;
}

/**
 * An LSTM layer as lstm.ts, from any state, that passes over padding: a step that does not count leaves
 * the state as it was, so that the last state is that of each sequence's own last step. x [n, B, dIn];
 * the hidden states [n, B, dModel] and the last state.
 */
export function lstmOverSteps(
  x: tf.Tensor,
  weights: LstmWeights<tf.Tensor>,
  { start, counted, kernels = {} }: StepOptions = {},
): { states: tf.Tensor; last: LstmState } {
  const { matMul = tf.matMul } = kernels;
  const { n, batchSize, dIn, dModel } = layerSizes(x, weights, 4);
  if (counted !== undefined) expectShape('counted', counted, [n, batchSize, 1]);
  const { inputKernel, recurrentKernel, bias } = weights;
  const rows = linear(tf.reshape(x, [n * batchSize, dIn]), inputKernel, bias, kernels); // [n·B, 4d]
  const counts = counted && splitSteps(tf.reshape(counted, [n * batchSize, 1]), n); // n × [B, 1]
  const zeros = () => tf.zeros([batchSize, dModel]); // [B, dModel]
  let state: LstmState = start ?? { hidden: zeros(), cell: zeros() };
  const states = splitSteps(rows, n).map((projected, step) => {
    const before = state;
    const count = counts?.[step];
    state = tf.tidy(() => {
      const gates = tf.add(projected, matMul(before.hidden, recurrentKernel)); // [B, 4·dModel]
      const next = lstmStep(gates, before.cell);
      if (count === undefined) return next;
      const kept = (own: tf.Tensor, old: tf.Tensor) => tf.add(old, tf.mul(count, tf.sub(own, old))); // [B, dModel]
      return { hidden: kept(next.hidden, before.hidden), cell: kept(next.cell, before.cell) };
    });
    return state.hidden; // [B, dModel]
  });
  return { states: tf.stack(states), last: state };
}
