import * as tf from '@tensorflow/tfjs-core';
import { scaledDotProductAttention } from './attention.ts';

/** Projections of multi-head attention, each [dModel, dModel] (Vaswani et al. 2017, sec. 3.2.2). */
export interface AttentionWeights<Leaf> {
  query: Leaf;
  key: Leaf;
  value: Leaf;
  output: Leaf;
}

/** Keys and values of the positions seen so far, each [B, h, t, dHead]. */
export type KeyValueCache = { key: tf.Tensor; value: tf.Tensor };

// #region self-attention
/** Multi-head self-attention over all positions at once: x [B, n, dModel] to [B, n, dModel]. */
export function selfAttention(
  x: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  numHeads: number,
  mask?: tf.Tensor,
): tf.Tensor {
  const query = splitHeads(linear(x, weights.query), numHeads); // [B, h, n, dHead]
  const key = splitHeads(linear(x, weights.key), numHeads); // [B, h, n, dHead]
  const value = splitHeads(linear(x, weights.value), numHeads); // [B, h, n, dHead]
  const heads = scaledDotProductAttention(query, key, value, mask); // [B, h, n, dHead]
  return linear(mergeHeads(heads), weights.output); // [B, n, dModel]
}
// #endregion

/**
 * The same for one new position, with the earlier keys and values taken from the cache:
 * x [B, 1, dModel]; returns the output [B, 1, dModel] and the cache grown by one position.
 */
export function cachedSelfAttention(
  x: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  numHeads: number,
  cache: KeyValueCache | undefined,
): { output: tf.Tensor; cache: KeyValueCache } {
  const query = splitHeads(linear(x, weights.query), numHeads); // [B, h, 1, dHead]
  const newKey = splitHeads(linear(x, weights.key), numHeads); // [B, h, 1, dHead]
  const newValue = splitHeads(linear(x, weights.value), numHeads); // [B, h, 1, dHead]
  const key = cache === undefined ? newKey : tf.concat([cache.key, newKey], 2); // [B, h, t, dHead]
  const value = cache === undefined ? newValue : tf.concat([cache.value, newValue], 2); // [B, h, t, dHead]
  const heads = scaledDotProductAttention(query, key, value); // [B, h, 1, dHead]
  return { output: linear(mergeHeads(heads), weights.output), cache: { key, value } };
}

/** x [B, n, dIn] times matrix [dIn, dOut]: one product over all B·n rows; returns [B, n, dOut]. */
export function linear(x: tf.Tensor, matrix: tf.Tensor): tf.Tensor {
  const [batchSize, length, dIn] = x.shape as [number, number, number];
  const rows = tf.matMul(tf.reshape(x, [batchSize * length, dIn]), matrix as tf.Tensor2D); // [B·n, dOut]
  return tf.reshape(rows, [batchSize, length, matrix.shape[1] as number]); // [B, n, dOut]
}

function splitHeads(x: tf.Tensor, numHeads: number): tf.Tensor {
  const [batchSize, length, dModel] = x.shape as [number, number, number];
  if (dModel % numHeads !== 0) {
    throw new RangeError(
      `numHeads must divide dModel; received numHeads ${numHeads} and dModel ${dModel}.`,
    );
  }
  const split = tf.reshape(x, [batchSize, length, numHeads, dModel / numHeads]); // [B, n, h, dHead]
  return tf.transpose(split, [0, 2, 1, 3]); // [B, h, n, dHead]
}

function mergeHeads(heads: tf.Tensor): tf.Tensor {
  const [batchSize, numHeads, length, dHead] = heads.shape as [number, number, number, number];
  const together = tf.transpose(heads, [0, 2, 1, 3]); // [B, n, h, dHead]
  return tf.reshape(together, [batchSize, length, numHeads * dHead]); // [B, n, dModel]
}
