import * as tf from '@tensorflow/tfjs-core';
import { type DenseArray, filled } from '../weights.ts';
import { type FeedForwardWeights, feedForward } from './feed-forward.ts';
import { type LayerNormWeights, layerNorm } from './layer-norm.ts';
import {
  type AttentionOptions,
  type AttentionWeights,
  selfAttention,
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
  const attended = selfAttention(x, weights.attention, options, mask); // [B·n, dModel]
  const middle = layerNorm(tf.add(x, attended), weights.attentionNorm); // [B·n, dModel]
  const transformed = feedForward(middle, weights.feedForward); // [B·n, dModel]
  return layerNorm(tf.add(middle, transformed), weights.feedForwardNorm); // [B·n, dModel]
}
// #endregion

/** Multiply-adds counted as two, of one layer over n positions: 8nd² + 4n·d·dFf + 4n²d. */
export function encoderLayerFlops(n: number, dModel: number, dFf: number): number {
  return 8 * n * dModel ** 2 + 4 * n * dModel * dFf + 4 * n ** 2 * dModel;
}

/** Draws weights with deviation 1/√(rows), so that activations keep their size. */
export function drawEncoderLayer(
  draw: (shape: number[], deviation: number) => DenseArray,
  dModel: number,
  dFf: number,
): EncoderLayerWeights<DenseArray> {
  const square = () => draw([dModel, dModel], 1 / Math.sqrt(dModel));
  const norm = () => ({ gain: filled([dModel], 1), bias: draw([dModel], 0.1) });
  return {
    attention: { query: square(), key: square(), value: square(), output: square() },
    attentionNorm: norm(),
    feedForward: {
      inner: draw([dModel, dFf], 1 / Math.sqrt(dModel)),
      innerBias: draw([dFf], 0.1),
      outer: draw([dFf, dModel], 1 / Math.sqrt(dFf)),
      outerBias: draw([dModel], 0.1),
    },
    feedForwardNorm: norm(),
  };
}
