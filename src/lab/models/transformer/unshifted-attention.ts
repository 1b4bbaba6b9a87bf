import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';

/**
 * softmax(Q Kᵀ / √dHead) V by the softmax's definition alone, without taking the largest score off first:
 * the same function for scores below 88, and infinity over infinity in float32 for larger ones. For
 * comparison; networks use scaledDotProductAttention. query [B, h, n, dHead], key and value [B, h, m, dHead].
 */
export function unshiftedAttention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  { matMul = tf.matMul }: Kernels = {},
): tf.Tensor {
  const scaled = tf.mul(query, 1 / Math.sqrt(query.shape[3] as number)); // [B, h, n, dHead]
  const weights = tf.exp(matMul(scaled, key, false, true)); // [B, h, n, m]
  return tf.div(matMul(weights, value), tf.sum(weights, -1, true)); // [B, h, n, dHead]
}
