import * as tf from '@tensorflow/tfjs-core';
import { leavesOf, withLeaves } from '../tensor-tree.ts';

/**
 * A loss and its gradient for every weight, by reverse-mode differentiation: gradients have the
 * form of the weights. The backend must have gradients registered (see backends/).
 */
export function lossAndGradients<Weights extends object>(
  loss: (weights: Weights) => tf.Scalar,
  weights: Weights,
): { loss: tf.Scalar; gradients: Weights } {
  const compute = (...leaves: tf.Tensor[]) => loss(withLeaves(weights, leaves));
  const { value, grads } = tf.valueAndGrads(compute)(leavesOf(weights));
  return { loss: value as tf.Scalar, gradients: withLeaves(weights, grads) };
}
