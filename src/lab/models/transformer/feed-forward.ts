import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import type { DenseArray, Draw } from '../weights.ts';

/** inner [dModel, dFf], innerBias [dFf], outer [dFf, dModel], outerBias [dModel]. */
export interface FeedForwardWeights<Leaf> {
  inner: Leaf;
  innerBias: Leaf;
  outer: Leaf;
  outerBias: Leaf;
}

/**
 * Position-wise feed-forward network, max(0, x W₁ + b₁) W₂ + b₂ (Vaswani et al. 2017, eq. 2):
 * x [rows, dModel], same shape out.
 */
export function feedForward(
  x: tf.Tensor,
  { inner, innerBias, outer, outerBias }: FeedForwardWeights<tf.Tensor>,
  kernels?: Kernels,
): tf.Tensor {
  const hidden = tf.relu(linear(x, inner, innerBias, kernels)); // [rows, dFf]
  return linear(hidden, outer, outerBias, kernels); // [rows, dModel]
}

export function drawFeedForward(
  draw: Draw,
  dModel: number,
  dFf: number,
): FeedForwardWeights<DenseArray> {
  return {
    inner: draw([dModel, dFf], 1 / Math.sqrt(dModel)),
    innerBias: draw([dFf], 0.1),
    outer: draw([dFf, dModel], 1 / Math.sqrt(dFf)),
    outerBias: draw([dModel], 0.1),
  };
}
