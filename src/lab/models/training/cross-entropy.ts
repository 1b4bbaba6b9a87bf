import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import { oneHot } from '../one-hot.ts';

/**
 * Cross-entropy over all positions at once, −Σ w_t log p(target_t) / Σ w_t: the mean over positions
 * that count, so that the length of a sequence does not change the step (Vaswani et al. 2017,
 * sec. 5.4, without label smoothing). logits [rows, V], targets int32 [rows], counted [rows] with 1
 * where a position counts and 0 where it is padding; a scalar.
 */
export function crossEntropy(
  logits: tf.Tensor,
  targets: tf.Tensor,
  counted: tf.Tensor = tf.ones(targets.shape),
): tf.Scalar {
  expectShape('logits', logits, ['rows', 'V']);
  const [rows, vocabularySize] = logits.shape as [number, number];
  expectShape('targets', targets, [rows]);
  expectShape('counted', counted, [rows]);
  const logProbabilities = tf.logSoftmax(logits); // [rows, V]
  const chosen = oneHot(targets, vocabularySize); // [rows, V]
  const own = tf.sum(tf.mul(chosen, logProbabilities), 1); // [rows], log p of each target
  const total = tf.sum(tf.mul(own, counted)); // scalar
  return tf.neg(tf.div(total, tf.sum(counted))); // scalar
}
