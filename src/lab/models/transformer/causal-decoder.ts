import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import type { DenseArray, Draw } from '../weights.ts';
import { embed, project } from './embedding.ts';
import {
  drawEncoderLayer,
  type EncoderLayerWeights,
  encoderLayer,
  encoderLayerFlops,
} from './encoder-layer.ts';
import { feedForward } from './feed-forward.ts';
import { cachedSelfAttention, type KeyValues } from './key-value-cache.ts';
import { layerNorm } from './layer-norm.ts';
import { causalMask } from './masks.ts';
import { sinusoidalPositions } from './positions.ts';

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
/** All positions in one pass: tokens int32 [1, T] to logits [T, V]. */
export function causalPass(
  tokens: tf.Tensor,
  weights: CausalDecoderWeights<tf.Tensor>,
  shape: CausalDecoderShape,
  kernels?: Kernels,
): tf.Tensor {
  const hidden = hiddenStates(tokens, weights, shape, kernels); // [T, dModel]
  return project(hidden, weights.embedding, kernels); // [T, V]
}

/** For each position a pass over its whole prefix, of which the last row is kept: logits [T, V]. */
export function prefixPasses(
  tokens: tf.Tensor,
  weights: CausalDecoderWeights<tf.Tensor>,
  shape: CausalDecoderShape,
  kernels?: Kernels,
): tf.Tensor {
  const rows: tf.Tensor[] = [];
  for (let t = 1; t <= tokens.size; t++) {
    const row = tf.tidy(() => {
      const prefix = tf.slice(tokens, [0, 0], [1, t]); // [1, t]
      const hidden = hiddenStates(prefix, weights, shape, kernels); // [t, dModel]
      return project(tf.slice(hidden, [t - 1, 0], [1, -1]), weights.embedding, kernels); // [1, V]
    });
    rows.push(row);
  }
  return tf.concat(rows, 0); // [T, V]
}

/** One position at a time, keys and values of the earlier ones kept in a cache: logits [T, V]. */
export function cachedSteps(
  tokens: tf.Tensor,
  weights: CausalDecoderWeights<tf.Tensor>,
  shape: CausalDecoderShape,
  kernels?: Kernels,
): tf.Tensor {
  const rows: tf.Tensor[] = [];
  let caches: KeyValues[] = [];
  for (let t = 0; t < tokens.size; t++) {
    const step = tf.tidy(() => {
      const token = tf.slice(tokens, [0, t], [1, 1]); // [1, 1]
      const { hidden, grown } = decodeStep(token, t, weights, shape, caches, kernels);
      return { row: project(hidden, weights.embedding, kernels), grown }; // [1, V]
    });
    tf.dispose(caches);
    caches = step.grown;
    rows.push(step.row);
  }
  tf.dispose(caches);
  return tf.concat(rows, 0); // [T, V]
}
// #endregion

/** One step: token [1, 1] at position t; its last hidden state [1, dModel] and the grown caches. */
function decodeStep(
  token: tf.Tensor,
  t: number,
  weights: CausalDecoderWeights<tf.Tensor>,
  { numHeads }: CausalDecoderShape,
  caches: readonly KeyValues[],
  kernels: Kernels | undefined,
): { hidden: tf.Tensor; grown: KeyValues[] } {
  const grown: KeyValues[] = [];
  const options = { batchSize: 1, numHeads, kernels };
  let x = embed(token, weights.embedding, weights.positions, { from: t, kernels }); // [1, dModel]
  for (const [index, layer] of weights.layers.entries()) {
    const { output, cache } = cachedSelfAttention(x, layer.attention, options, caches[index]);
    grown.push(cache);
    const middle = layerNorm(tf.add(x, output), layer.attentionNorm); // [1, dModel]
    const transformed = feedForward(middle, layer.feedForward, kernels); // [1, dModel]
    x = layerNorm(tf.add(middle, transformed), layer.feedForwardNorm); // [1, dModel]
  }
  return { hidden: x, grown };
}

function hiddenStates(
  tokens: tf.Tensor,
  weights: CausalDecoderWeights<tf.Tensor>,
  { numHeads }: CausalDecoderShape,
  kernels?: Kernels,
): tf.Tensor {
  expectShape('tokens', tokens, [1, 'T']);
  const n = tokens.size;
  const mask = tf.slice(weights.mask, [0, 0], [n, n]); // [n, n]
  let x = embed(tokens, weights.embedding, weights.positions, { kernels }); // [n, dModel]
  const options = { batchSize: 1, numHeads, kernels };
  for (const layer of weights.layers) x = encoderLayer(x, layer, options, mask); // [n, dModel]
  return x;
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
  draw: Draw,
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
