import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';

// #region attention
/**
 * Scaled dot-product attention, softmax(Q Kᵀ / √dHead) V (Vaswani et al. 2017, eq. 1).
 * query [B, h, n, dHead], key and value [B, h, m, dHead]; returns [B, h, n, dHead]. The mask is
 * added to the scores, so it may have any shape that broadcasts to [B, h, n, m] (see masks.ts).
 */
export function scaledDotProductAttention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  mask?: tf.Tensor,
  { matMul = tf.matMul, softmax = tf.softmax }: Kernels = {},
): tf.Tensor {
  expectShape('query', query, ['B', 'h', 'n', 'dHead']);
  const [batchSize, numHeads, , dHead] = query.shape as [number, number, number, number];
  expectShape('key', key, [batchSize, numHeads, 'm', dHead]);
  expectShape('value', value, [batchSize, numHeads, key.shape[2] as number, dHead]);
  // Scaling the queries costs n·dHead products; scaling the scores would cost n·m.
  const scaled = tf.mul(query, 1 / Math.sqrt(dHead)); // [B, h, n, dHead]
  const scores = matMul(scaled, key, false, true); // [B, h, n, m]
  const visible = mask === undefined ? scores : tf.add(scores, mask); // [B, h, n, m]
  const weights = softmax(visible); // [B, h, n, m], each row sums to 1
  return matMul(weights, value); // [B, h, n, dHead]
}
// #endregion
