import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';

/**
 * What attention over some of the keys leaves behind: the largest score m of each query, the sum
 * ℓ = Σ exp(score − m), both [B, h, n, 1], and the values summed with the same weights, o = Σ
 * exp(score − m) v, [B, h, n, dHead]. Attention over these keys alone is o / ℓ.
 */
export interface PartialAttention extends tf.NamedTensorMap {
  largest: tf.Tensor;
  total: tf.Tensor;
  summed: tf.Tensor;
}

/**
 * Attention over the keys of one block, not yet divided: query [B, h, n, dHead], key and value
 * [B, h, m, dHead]; the mask is added to the scores.
 */
export function attendPartially(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  mask?: tf.Tensor,
  { matMul = tf.matMul }: Kernels = {},
): PartialAttention {
  expectShape('query', query, ['B', 'h', 'n', 'dHead']);
  const [batchSize, numHeads, , dHead] = query.shape as [number, number, number, number];
  expectShape('key', key, [batchSize, numHeads, 'm', dHead]);
  expectShape('value', value, [batchSize, numHeads, key.shape[2] as number, dHead]);
  const scores = matMul(tf.mul(query, 1 / Math.sqrt(dHead)), key, false, true); // [B, h, n, m]
  const visible = mask === undefined ? scores : tf.add(scores, mask); // [B, h, n, m]
  const largest = tf.max(visible, -1, true); // [B, h, n, 1]
  const weights = tf.exp(tf.sub(visible, largest)); // [B, h, n, m]
  return {
    largest,
    total: tf.sum(weights, -1, true), // [B, h, n, 1]
    summed: matMul(weights, value), // [B, h, n, dHead]
  };
}

// #region merge
/**
 * Attention over the keys of both: with m = max(m₁, m₂), ℓ = e^{m₁−m} ℓ₁ + e^{m₂−m} ℓ₂ and o likewise
 * (Milakov & Gimelshein 2018; Rabe & Staats 2021). It is associative, so that blocks of keys may be
 * merged in any order, on any device.
 */
export function mergePartials(left: PartialAttention, right: PartialAttention): PartialAttention {
  const largest = tf.maximum(left.largest, right.largest); // [B, h, n, 1]
  const keepLeft = tf.exp(tf.sub(left.largest, largest)); // [B, h, n, 1]
  const keepRight = tf.exp(tf.sub(right.largest, largest)); // [B, h, n, 1]
  return {
    largest,
    total: tf.add(tf.mul(left.total, keepLeft), tf.mul(right.total, keepRight)),
    summed: tf.add(tf.mul(left.summed, keepLeft), tf.mul(right.summed, keepRight)),
  };
}
// #endregion

/** o / ℓ, [B, h, n, dHead]. */
export function finishAttention({ summed, total }: PartialAttention): tf.Tensor {
  return tf.div(summed, total);
}

/**
 * Scaled dot-product attention without the n × m matrix of scores: `blockSize` keys at a time, merged
 * one after another. The same function as scaledDotProductAttention; at no time are more than n ×
 * blockSize scores there. A mask has m columns, [.., m], of which each block takes its own.
 */
export function blockwiseAttention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  blockSize: number,
  mask?: tf.Tensor,
  kernels: Kernels = {},
): tf.Tensor {
  const merged = attendInBlocks(query, key, value, blockSize, mask, kernels);
  const output = finishAttention(merged);
  tf.dispose([merged.largest, merged.total, merged.summed]);
  return output;
}

/** The same, not yet divided. */
export function attendInBlocks(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  blockSize: number,
  mask?: tf.Tensor,
  kernels: Kernels = {},
): PartialAttention {
  let merged: PartialAttention | undefined;
  for (const { from, size } of blocksOf(key, value, blockSize)) {
    const before = merged;
    // What a block needed is freed before the next one begins.
    merged = tf.tidy(() => {
      const own = attendPartially(
        query,
        keysOf(key, from, size),
        keysOf(value, from, size),
        mask && columnsOf(mask, from, size),
        kernels,
      );
      return before === undefined ? own : mergePartials(before, own);
    });
    if (before !== undefined) tf.dispose([before.largest, before.total, before.summed]);
  }
  return merged as PartialAttention;
}

/** Where blocks of at most `blockSize` keys begin, and how many each has; key and value [B, h, m, dHead]. */
export function blocksOf(
  key: tf.Tensor,
  value: tf.Tensor,
  blockSize: number,
): { from: number; size: number }[] {
  if (!Number.isInteger(blockSize) || blockSize < 1) {
    throw new RangeError(`blockSize must be an integer from 1; received ${blockSize}.`);
  }
  expectShape('key', key, ['B', 'h', 'm', 'dHead']);
  const m = key.shape[2] as number;
  expectShape('value', value, ['B', 'h', m, 'dHead']);
  return Array.from({ length: Math.ceil(m / blockSize) }, (_, block) => ({
    from: block * blockSize,
    size: Math.min(blockSize, m - block * blockSize),
  }));
}

/** Some of the keys (or values) [B, h, m, dHead]. */
export function keysOf(x: tf.Tensor, from: number, size: number): tf.Tensor {
  const [batchSize, numHeads, , dHead] = x.shape as [number, number, number, number];
  return tf.slice(x, [0, 0, from, 0], [batchSize, numHeads, size, dHead]);
}

/** Some of the columns of a mask; one column that stands for all stays. */
export function columnsOf(mask: tf.Tensor, from: number, size: number): tf.Tensor {
  if (mask.shape.at(-1) === 1) return mask;
  const begin = mask.shape.map((_, axis) => (axis === mask.rank - 1 ? from : 0));
  const sizes = mask.shape.map((each, axis) => (axis === mask.rank - 1 ? size : each));
  return tf.slice(mask, begin, sizes);
}
