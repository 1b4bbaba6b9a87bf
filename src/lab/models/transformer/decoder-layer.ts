import * as tf from '@tensorflow/tfjs-core';
import type { DenseArray, Draw } from '../weights.ts';
import { drawFeedForward, type FeedForwardWeights, feedForward } from './feed-forward.ts';
import { attendTo, cachedSelfAttention, type KeyValues } from './key-value-cache.ts';
import { drawLayerNorm, type LayerNormWeights, layerNorm } from './layer-norm.ts';
import {
  type AttentionOptions,
  type AttentionWeights,
  drawAttention,
  multiHeadAttention,
} from './multi-head-attention.ts';

/** One layer of the decoder: three sub-layers, each with its layer normalisation. */
export interface DecoderLayerWeights<Leaf> {
  selfAttention: AttentionWeights<Leaf>;
  selfAttentionNorm: LayerNormWeights<Leaf>;
  crossAttention: AttentionWeights<Leaf>;
  crossAttentionNorm: LayerNormWeights<Leaf>;
  feedForward: FeedForwardWeights<Leaf>;
  feedForwardNorm: LayerNormWeights<Leaf>;
}

/** What the target positions may not see of each other, and of the source. */
export interface DecoderMasks {
  self: tf.Tensor;
  memory?: tf.Tensor | undefined;
}

// #region decoder-layer
/**
 * Decoder layer: masked self-attention, attention to the encoder's output, feed-forward network,
 * each as LayerNorm(x + Sublayer(x)) (Vaswani et al. 2017, sec. 3.1).
 * x [B·m, dModel], memory [B·n, dModel]; [B·m, dModel].
 */
export function decoderLayer(
  x: tf.Tensor,
  memory: tf.Tensor,
  weights: DecoderLayerWeights<tf.Tensor>,
  options: AttentionOptions,
  masks: DecoderMasks,
): tf.Tensor {
  const { selfAttention, crossAttention } = weights;
  const own = multiHeadAttention(x, x, selfAttention, options, masks.self); // [B·m, dModel]
  const first = layerNorm(tf.add(x, own), weights.selfAttentionNorm); // [B·m, dModel]
  const crossed = multiHeadAttention(first, memory, crossAttention, options, masks.memory); // [B·m, dModel]
  const second = layerNorm(tf.add(first, crossed), weights.crossAttentionNorm); // [B·m, dModel]
  const transformed = feedForward(second, weights.feedForward, options.kernels); // [B·m, dModel]
  return layerNorm(tf.add(second, transformed), weights.feedForwardNorm); // [B·m, dModel]
}
// #endregion

/**
 * The same for one new target position of each sequence: x [B, dModel], the cache of the earlier
 * positions, and the keys and values of the source. Returns the output [B, dModel] and the cache
 * grown by one position.
 */
export function cachedDecoderLayer(
  x: tf.Tensor,
  cache: KeyValues | undefined,
  source: KeyValues,
  weights: DecoderLayerWeights<tf.Tensor>,
  options: AttentionOptions,
  memoryMask?: tf.Tensor,
): { output: tf.Tensor; cache: KeyValues } {
  const own = cachedSelfAttention(x, weights.selfAttention, options, cache);
  const first = layerNorm(tf.add(x, own.output), weights.selfAttentionNorm); // [B, dModel]
  const crossed = attendTo(source, first, weights.crossAttention, options, memoryMask); // [B, dModel]
  const second = layerNorm(tf.add(first, crossed), weights.crossAttentionNorm); // [B, dModel]
  const transformed = feedForward(second, weights.feedForward, options.kernels); // [B, dModel]
  const output = layerNorm(tf.add(second, transformed), weights.feedForwardNorm); // [B, dModel]
  return { output, cache: own.cache };
}

/**
 * Multiply-adds counted as two, of one layer over m target and n source positions: self-attention
 * 8md² + 4m²d, cross-attention 4md² + 4nd² + 4mnd, feed-forward 4m·d·dFf.
 */
export function decoderLayerFlops(m: number, n: number, dModel: number, dFf: number): number {
  const selfAttention = 8 * m * dModel ** 2 + 4 * m ** 2 * dModel;
  const crossAttention = 4 * (m + n) * dModel ** 2 + 4 * m * n * dModel;
  return selfAttention + crossAttention + 4 * m * dModel * dFf;
}

export function drawDecoderLayer(
  draw: Draw,
  dModel: number,
  dFf: number,
): DecoderLayerWeights<DenseArray> {
  return {
    selfAttention: drawAttention(draw, dModel),
    selfAttentionNorm: drawLayerNorm(draw, dModel),
    crossAttention: drawAttention(draw, dModel),
    crossAttentionNorm: drawLayerNorm(draw, dModel),
    feedForward: drawFeedForward(draw, dModel, dFf),
    feedForwardNorm: drawLayerNorm(draw, dModel),
  };
}
