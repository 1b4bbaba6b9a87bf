import * as tf from '@tensorflow/tfjs-core';

/** Gain and bias of layer normalisation, each [dModel]. */
export interface LayerNormWeights<Leaf> {
  gain: Leaf;
  bias: Leaf;
}

export const layerNormEpsilon = 1e-5;

/** Layer normalisation over the last axis (Ba et al. 2016, eq. 4): x [B·n, dModel], same shape out. */
export function layerNorm(x: tf.Tensor, weights: LayerNormWeights<tf.Tensor>): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true)); // [B·n, dModel]
  const variance = tf.mean(tf.square(centred), -1, true); // [B·n, 1]
  const scale = tf.rsqrt(tf.add(variance, layerNormEpsilon)); // [B·n, 1]
  return tf.add(tf.mul(tf.mul(centred, scale), weights.gain), weights.bias); // [B·n, dModel]
}
