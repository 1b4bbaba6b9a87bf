import * as tf from '@tensorflow/tfjs-core';
import { linear } from '../linear.ts';
import { scaledDotProductAttention } from './attention.ts';
import { mergeHeads, splitHeads } from './heads.ts';
import type { AttentionOptions, AttentionWeights } from './multi-head-attention.ts';

/** Keys and values of the positions that may be attended to, each [B, h, t, dHead]. */
export type KeyValues = { key: tf.Tensor; value: tf.Tensor };

/** The keys and values of rows [B·m, dModel], computed once for all queries to come. */
export function keyValuesOf(
  rows: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  options: AttentionOptions,
): KeyValues {
  const key = linear(rows, weights.key, undefined, options.kernels); // [B·m, dModel]
  const value = linear(rows, weights.value, undefined, options.kernels); // [B·m, dModel]
  return { key: splitHeads(key, options), value: splitHeads(value, options) }; // [B, h, m, dHead]
}

/** Multi-head attention of rows x [B·n, dModel] to keys and values that are there; [B·n, dModel]. */
export function attendTo(
  { key, value }: KeyValues,
  x: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  options: AttentionOptions,
  mask?: tf.Tensor,
): tf.Tensor {
  const { kernels } = options;
  const query = splitHeads(linear(x, weights.query, undefined, kernels), options); // [B, h, n, dHead]
  const heads = scaledDotProductAttention(query, key, value, mask, kernels); // [B, h, n, dHead]
  return linear(mergeHeads(heads), weights.output, undefined, kernels); // [B·n, dModel]
}

/**
 * Causal self-attention for one new position of each sequence: x [B, dModel]. It sees itself and
 * what the cache holds, so that no mask is needed. Returns the output [B, dModel] and a cache grown
 * by that position; the old cache is its owner's to dispose (Shazeer 2019, sec. 2.4).
 */
export function cachedSelfAttention(
  x: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  options: AttentionOptions,
  cache: KeyValues | undefined,
): { output: tf.Tensor; cache: KeyValues } {
  const own = keyValuesOf(x, weights, options); // [B, h, 1, dHead]
  const key = cache === undefined ? own.key : tf.concat([cache.key, own.key], 2); // [B, h, t, dHead]
  const value = cache === undefined ? own.value : tf.concat([cache.value, own.value], 2); // [B, h, t, dHead]
  const grown = { key, value };
  return { output: attendTo(grown, x, weights, options), cache: grown }; // [B, dModel]
}
