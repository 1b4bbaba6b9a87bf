import * as tf from '@tensorflow/tfjs-core';
import type { DenseArray } from '../weights.ts';
import type { Softmax } from './attention.ts';
import {
  drawEncoderLayer,
  type EncoderLayerWeights,
  encoderLayer,
  encoderLayerFlops,
} from './encoder-layer.ts';
import { feedForward } from './feed-forward.ts';
import { layerNorm } from './layer-norm.ts';
import { cachedSelfAttention, type KeyValueCache } from './multi-head-attention.ts';
import { causalMask, sinusoidalPositions } from './positions.ts';

/** Sizes of a decoder-only stack. */
export interface CausalDecoderShape {
  numLayers: number;
  dModel: number;
  numHeads: number;
  dFf: number;
  vocabularySize: number;
}

/**
 * embedding [V, dModel], tied with the output projection (Vaswani et al. 2017, sec. 3.4);
 * positions [maxLength, dModel]; mask [maxLength, maxLength].
 */
export interface CausalDecoderWeights<Leaf> {
  embedding: Leaf;
  positions: Leaf;
  mask: Leaf;
  layers: EncoderLayerWeights<Leaf>[];
}

// #region schedules
/** All positions in one pass: tokens [T] (int32) to logits [T, V]. */
export function causalPass(
  tokens: tf.Tensor1D,
  weights: CausalDecoderWeights<tf.Tensor>,
  shape: CausalDecoderShape,
  softmax?: Softmax,
): tf.Tensor {
  return logits(hiddenStates(tokens, weights, shape, softmax), weights); // [T, V]
}

/** For each position a pass over its whole prefix, of which the last row is kept: logits [T, V]. */
export function prefixPasses(
  tokens: tf.Tensor1D,
  weights: CausalDecoderWeights<tf.Tensor>,
  shape: CausalDecoderShape,
  softmax?: Softmax,
): tf.Tensor {
  const rows: tf.Tensor2D[] = [];
  for (let t = 1; t <= tokens.size; t++) {
    rows.push(
      tf.tidy(() => {
        const hidden = hiddenStates(tf.slice(tokens, 0, t), weights, shape, softmax); // [t, dModel]
        return logits(tf.slice(hidden, [t - 1, 0], [1, -1]), weights) as tf.Tensor2D; // [1, V]
      }),
    );
  }
  return tf.concat(rows, 0); // [T, V]
}

/** One position at a time, keys and values of the earlier ones kept in a cache: logits [T, V]. */
export function cachedSteps(
  tokens: tf.Tensor1D,
  weights: CausalDecoderWeights<tf.Tensor>,
  shape: CausalDecoderShape,
  softmax?: Softmax,
): tf.Tensor {
  const rows: tf.Tensor2D[] = [];
  let caches: (KeyValueCache | undefined)[] = weights.layers.map(() => undefined);
  for (let t = 0; t < tokens.size; t++) {
    const step = tf.tidy(() =>
      decodeStep(tf.slice(tokens, t, 1), t, weights, shape, caches, softmax),
    );
    tf.dispose(caches as tf.TensorContainer);
    rows.push(step.row as tf.Tensor2D);
    caches = step.caches;
  }
  tf.dispose(caches as tf.TensorContainer);
  return tf.concat(rows, 0); // [T, V]
}
// #endregion

/** One step of decoding: token [1] at position t; the logits row [1, V] and the grown caches. */
function decodeStep(
  token: tf.Tensor1D,
  t: number,
  weights: CausalDecoderWeights<tf.Tensor>,
  shape: CausalDecoderShape,
  caches: readonly (KeyValueCache | undefined)[],
  softmax: Softmax | undefined,
): { row: tf.Tensor; caches: KeyValueCache[] } {
  const grown: KeyValueCache[] = [];
  const options = { batchSize: 1, numHeads: shape.numHeads, softmax };
  let x = embed(token, t, weights, shape.dModel); // [1, dModel]
  for (const [index, layer] of weights.layers.entries()) {
    const { output, cache } = cachedSelfAttention(x, layer.attention, options, caches[index]);
    grown.push(cache);
    const middle = layerNorm(tf.add(x, output), layer.attentionNorm); // [1, dModel]
    x = layerNorm(tf.add(middle, feedForward(middle, layer.feedForward)), layer.feedForwardNorm);
  }
  return { row: logits(x, weights), caches: grown };
}

function hiddenStates(
  tokens: tf.Tensor1D,
  weights: CausalDecoderWeights<tf.Tensor>,
  shape: CausalDecoderShape,
  softmax?: Softmax,
): tf.Tensor {
  const n = tokens.size;
  const mask = tf.slice(weights.mask, [0, 0], [n, n]); // [n, n]
  const options = { batchSize: 1, numHeads: shape.numHeads, softmax };
  let x = embed(tokens, 0, weights, shape.dModel); // [n, dModel]
  for (const layer of weights.layers) x = encoderLayer(x, layer, options, mask); // [n, dModel]
  return x;
}

function embed(
  tokens: tf.Tensor1D,
  from: number,
  weights: CausalDecoderWeights<tf.Tensor>,
  dModel: number,
): tf.Tensor {
  const vectors = tf.mul(tf.gather(weights.embedding, tokens), Math.sqrt(dModel)); // [n, dModel]
  const positions = tf.slice(weights.positions, [from, 0], [tokens.size, dModel]); // [n, dModel]
  return tf.add(vectors, positions); // [n, dModel]
}

function logits(hidden: tf.Tensor, weights: CausalDecoderWeights<tf.Tensor>): tf.Tensor {
  return tf.matMul(hidden, weights.embedding, false, true); // [n, V]
}

/** Multiply-adds counted as two, of one causal pass over T positions. */
export function causalPassFlops(T: number, shape: CausalDecoderShape): number {
  const { numLayers, dModel, dFf, vocabularySize } = shape;
  return numLayers * encoderLayerFlops(T, dModel, dFf) + 2 * T * dModel * vocabularySize;
}

/** Of T cached steps: step t attends to t positions, so the attention core halves. */
export function cachedStepsFlops(T: number, shape: CausalDecoderShape): number {
  const { numLayers, dModel, dFf, vocabularySize } = shape;
  const perToken = 8 * dModel ** 2 + 4 * dModel * dFf;
  const core = 2 * T * (T + 1) * dModel; // Σ 4·t·d for t = 1 … T
  return numLayers * (T * perToken + core) + 2 * T * dModel * vocabularySize;
}

/** Of T passes over prefixes of 1 … T positions, each projecting one row on the vocabulary. */
export function prefixPassesFlops(T: number, shape: CausalDecoderShape): number {
  const { numLayers, dModel, dFf, vocabularySize } = shape;
  const perToken = 8 * dModel ** 2 + 4 * dModel * dFf;
  const rows = (T * (T + 1)) / 2; // Σ t
  const core = (4 * dModel * T * (T + 1) * (2 * T + 1)) / 6; // Σ 4·t²·d
  return numLayers * (rows * perToken + core) + 2 * T * dModel * vocabularySize;
}

/** Draws a stack and its constants for sequences of at most maxLength tokens. */
export function drawCausalDecoder(
  draw: (shape: number[], deviation: number) => DenseArray,
  shape: CausalDecoderShape,
  maxLength: number,
): CausalDecoderWeights<DenseArray> {
  const { numLayers, dModel, dFf, vocabularySize } = shape;
  return {
    embedding: draw([vocabularySize, dModel], 1 / Math.sqrt(dModel)),
    positions: sinusoidalPositions(maxLength, dModel),
    mask: causalMask(maxLength),
    layers: Array.from({ length: numLayers }, () => drawEncoderLayer(draw, dModel, dFf)),
  };
}
