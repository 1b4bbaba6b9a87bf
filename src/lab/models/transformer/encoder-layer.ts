import * as tf from '@tensorflow/tfjs-core';
import type { DenseArray, Draw } from '../weights.ts';
import { drawFeedForward, type FeedForwardWeights, feedForward } from './feed-forward.ts';
import { drawLayerNorm, type LayerNormWeights, layerNorm } from './layer-norm.ts';
import {
  type AttentionOptions,
  type AttentionWeights,
  drawAttention,
  multiHeadAttention,
} from './multi-head-attention.ts';

/** One layer of the encoder: two sub-layers, each with its layer normalisation. */
export interface EncoderLayerWeights<Leaf> {
  attention: AttentionWeights<Leaf>;
  attentionNorm: LayerNormWeights<Leaf>;
  feedForward: FeedForwardWeights<Leaf>;
  feedForwardNorm: LayerNormWeights<Leaf>;
}

// #region encoder-layer
/**
 * Encoder layer, LayerNorm(x + Sublayer(x)) twice (Vaswani et al. 2017, sec. 3.1; post-norm).
 * x [B·n, dModel], same shape out. With a causal mask [n, n] it is a layer of a decoder-only stack.
 */
export function encoderLayer(
  x: tf.Tensor,
  weights: EncoderLayerWeights<tf.Tensor>,
  options: AttentionOptions,
  mask?: tf.Tensor,
): tf.Tensor {
  const attended = multiHeadAttention(x, x, weights.attention, options, mask); // [B·n, dModel]
  const middle = layerNorm(tf.add(x, attended), weights.attentionNorm); // [B·n, dModel]
  const transformed = feedForward(middle, weights.feedForward, options.kernels); // [B·n, dModel]
  return layerNorm(tf.add(middle, transformed), weights.feedForwardNorm); // [B·n, dModel]
}
// #endregion

/** Multiply-adds counted as two, of one layer over n positions: 8nd² + 4n·d·dFf + 4n²d. */
export function encoderLayerFlops(n: number, dModel: number, dFf: number): number {
  return 8 * n * dModel ** 2 + 4 * n * dModel * dFf + 4 * n ** 2 * dModel;
}

export function drawEncoderLayer(
  draw: Draw,
  dModel: number,
  dFf: number,
): EncoderLayerWeights<DenseArray> {
  return {
    attention: drawAttention(draw, dModel),
    attentionNorm: drawLayerNorm(draw, dModel),
    feedForward: drawFeedForward(draw, dModel, dFf),
    feedForwardNorm: drawLayerNorm(draw, dModel),
  };
}
