import * as tf from '@tensorflow/tfjs-core';

/** Softmax over the last axis; a backend may have a faster kernel than the library's own. */
export type Softmax = (scores: tf.Tensor) => tf.Tensor;

/**
 * Scaled dot-product attention, softmax(Q Kᵀ / √dHead) V (Vaswani et al. 2017, eq. 1).
 * query [B, h, n, dHead], key and value [B, h, m, dHead], mask [n, m] with 0 where a query may look
 * and a large negative number where it may not; returns [B, h, n, dHead].
 */
export function scaledDotProductAttention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  mask?: tf.Tensor,
  softmax: Softmax = tf.softmax,
): tf.Tensor {
  const dHead = query.shape.at(-1) as number;
  // Scaling the queries costs n·dHead products; scaling the scores would cost n·m.
  const scaled = tf.mul(query, 1 / Math.sqrt(dHead)); // [B, h, n, dHead]
  const scores = tf.matMul(scaled, key, false, true); // [B, h, n, m]
  const visible = mask === undefined ? scores : tf.add(scores, mask); // [B, h, n, m]
  const weights = softmax(visible); // [B, h, n, m], each row sums to 1
  return tf.matMul(weights, value); // [B, h, n, dHead]
}
