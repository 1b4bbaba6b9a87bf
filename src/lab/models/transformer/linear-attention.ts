import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';

/** φ(x) = elu(x) + 1, above 0 everywhere (Katharopoulos et al. 2020, eq. 7). */
function feature(x: tf.Tensor): tf.Tensor {
  return tf.add(tf.elu(x), 1);
}

/**
 * Linear attention, each query's Σ φ(q)·φ(k) v / Σ φ(q)·φ(k) over all keys (Katharopoulos et al. 2020,
 * eq. 5), bracketed as (φ(Q) φ(K)ᵀ) V: 4 n m dHead operations and n × m numbers a head. query
 * [B, h, n, dHead], key and value [B, h, m, dHead]; [B, h, n, dHead].
 */
export function linearAttentionByScores(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  { matMul = tf.matMul }: Kernels = {},
): tf.Tensor {
  expectFitting(query, key, value);
  const scores = matMul(feature(query), feature(key), false, true); // [B, h, n, m]
  return tf.div(matMul(scores, value), tf.sum(scores, -1, true)); // [B, h, n, dHead]
}

/**
 * The same function bracketed as φ(Q) (φ(K)ᵀ V): 2 (n + m) dHead² operations and dHead × dHead numbers a
 * head, whatever the length.
 */
export function linearAttentionByState(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  { matMul = tf.matMul }: Kernels = {},
): tf.Tensor {
  expectFitting(query, key, value);
  const [asked, known] = [feature(query), feature(key)];
  const state = matMul(known, value, true, false); // [B, h, dHead, dHead]
  const total = tf.sum(known, 2, true); // [B, h, 1, dHead]
  const weight = matMul(asked, total, false, true); // [B, h, n, 1]
  return tf.div(matMul(asked, state), weight); // [B, h, n, dHead]
}

function expectFitting(query: tf.Tensor, key: tf.Tensor, value: tf.Tensor): void {
  expectShape('query', query, ['B', 'h', 'n', 'dHead']);
  const [batchSize, numHeads, , dHead] = query.shape as [number, number, number, number];
  expectShape('key', key, [batchSize, numHeads, 'm', dHead]);
  expectShape('value', value, [batchSize, numHeads, key.shape[2] as number, dHead]);
}
