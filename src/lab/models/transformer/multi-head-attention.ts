import * as tf from '@tensorflow/tfjs-core';
import { type Softmax, scaledDotProductAttention } from './attention.ts';

/** Projections of multi-head attention, each [dModel, dModel] (Vaswani et al. 2017, sec. 3.2.2). */
export interface AttentionWeights<Leaf> {
  query: Leaf;
  key: Leaf;
  value: Leaf;
  output: Leaf;
}

/** Keys and values of the positions seen so far, each [B, h, t, dHead]. */
export type KeyValueCache = { key: tf.Tensor; value: tf.Tensor };

/** How attention is computed: B·n rows are B sequences of n positions, each cut into heads. */
export interface AttentionOptions {
  batchSize: number;
  numHeads: number;
  softmax?: Softmax | undefined;
}

// #region self-attention
/**
 * Multi-head self-attention over all positions at once (Vaswani et al. 2017, sec. 3.2.2):
 * x [B·n, dModel], one row a position; the same shape out. mask as in scaledDotProductAttention.
 */
export function selfAttention(
  x: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  options: AttentionOptions,
  mask?: tf.Tensor,
): tf.Tensor {
  const query = splitHeads(tf.matMul(x, weights.query), options); // [B, h, n, dHead]
  const key = splitHeads(tf.matMul(x, weights.key), options); // [B, h, n, dHead]
  const value = splitHeads(tf.matMul(x, weights.value), options); // [B, h, n, dHead]
  const heads = scaledDotProductAttention(query, key, value, mask, options.softmax); // [B, h, n, dHead]
  return tf.matMul(mergeHeads(heads), weights.output); // [B·n, dModel]
}
// #endregion

/**
 * The same for one new position of each sequence, with the earlier keys and values taken from the
 * cache: x [B, dModel]; returns the output [B, dModel] and the cache grown by one position.
 */
export function cachedSelfAttention(
  x: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  options: AttentionOptions,
  cache: KeyValueCache | undefined,
): { output: tf.Tensor; cache: KeyValueCache } {
  const query = splitHeads(tf.matMul(x, weights.query), options); // [B, h, 1, dHead]
  const newKey = splitHeads(tf.matMul(x, weights.key), options); // [B, h, 1, dHead]
  const newValue = splitHeads(tf.matMul(x, weights.value), options); // [B, h, 1, dHead]
  const key = cache === undefined ? newKey : tf.concat([cache.key, newKey], 2); // [B, h, t, dHead]
  const value = cache === undefined ? newValue : tf.concat([cache.value, newValue], 2); // [B, h, t, dHead]
  const heads = scaledDotProductAttention(query, key, value, undefined, options.softmax); // [B, h, 1, dHead]
  return { output: tf.matMul(mergeHeads(heads), weights.output), cache: { key, value } };
}

function splitHeads(x: tf.Tensor, { batchSize, numHeads }: AttentionOptions): tf.Tensor {
  const [rows, dModel] = x.shape as [number, number];
  if (dModel % numHeads !== 0) {
    throw new RangeError(
      `numHeads must divide dModel; received numHeads ${numHeads} and dModel ${dModel}.`,
    );
  }
  if (rows % batchSize !== 0) {
    throw new RangeError(
      `batchSize must divide the rows of x; received batchSize ${batchSize} and ${rows} rows.`,
    );
  }
  const dHead = dModel / numHeads;
  // For a single position [B, 1, h, dHead] and [B, h, 1, dHead] are one layout: nothing to transpose.
  if (rows === batchSize) return tf.reshape(x, [batchSize, numHeads, 1, dHead]);
  const split = tf.reshape(x, [batchSize, rows / batchSize, numHeads, dHead]); // [B, n, h, dHead]
  return tf.transpose(split, [0, 2, 1, 3]); // [B, h, n, dHead]
}

function mergeHeads(heads: tf.Tensor): tf.Tensor {
  const [batchSize, numHeads, length, dHead] = heads.shape as [number, number, number, number];
  const together = length === 1 ? heads : tf.transpose(heads, [0, 2, 1, 3]); // [B, n, h, dHead]
  return tf.reshape(together, [batchSize * length, numHeads * dHead]); // [B·n, dModel]
}
