import * as tf from '@tensorflow/tfjs-core';

/** inner [dModel, dFf], innerBias [dFf], outer [dFf, dModel], outerBias [dModel]. */
export interface FeedForwardWeights<Leaf> {
  inner: Leaf;
  innerBias: Leaf;
  outer: Leaf;
  outerBias: Leaf;
}

/**
 * Position-wise feed-forward network, max(0, x W₁ + b₁) W₂ + b₂ (Vaswani et al. 2017, eq. 2):
 * x [B·n, dModel], same shape out.
 */
export function feedForward(x: tf.Tensor, weights: FeedForwardWeights<tf.Tensor>): tf.Tensor {
  const inner = tf.relu(tf.add(tf.matMul(x, weights.inner), weights.innerBias)); // [B·n, dFf]
  return tf.add(tf.matMul(inner, weights.outer), weights.outerBias); // [B·n, dModel]
}
