import * as tf from '@tensorflow/tfjs-core';
import type { EncoderLayerWeights } from './encoder-layer.ts';
import { feedForward } from './feed-forward.ts';
import { cachedSelfAttention, type KeyValues } from './key-value-cache.ts';
import { layerNorm } from './layer-norm.ts';
import type { AttentionOptions } from './multi-head-attention.ts';

// #region cached-layer
/**
 * One layer of a decoder-only stack for one new position of each sequence: x [B, dModel], which sees
 * itself and the cached positions; [B, dModel]. The cache stays its owner's; the grown one is dropped.
 */
export function cachedLayer(
  x: tf.Tensor,
  cache: KeyValues,
  weights: EncoderLayerWeights<tf.Tensor>,
  options: AttentionOptions,
): tf.Tensor {
  const { output } = cachedSelfAttention(x, weights.attention, options, cache); // [B, dModel]
  const middle = layerNorm(tf.add(x, output), weights.attentionNorm); // [B, dModel]
  const transformed = feedForward(middle, weights.feedForward, options.kernels); // [B, dModel]
  return layerNorm(tf.add(middle, transformed), weights.feedForwardNorm); // [B, dModel]
}
// #endregion

/** Multiply-adds counted as two, of a position that sees t positions, itself among them. */
export function cachedLayerFlops(t: number, dModel: number, dFf: number): number {
  return 8 * dModel ** 2 + 4 * dModel * dFf + 4 * t * dModel;
}
