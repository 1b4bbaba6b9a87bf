import * as tf from '@tensorflow/tfjs-core';
import { expectIntegers } from '../check.ts';
import { cachedDecoderLayer, decoderLayerFlops } from './decoder-layer.ts';
import { embed, project } from './embedding.ts';
import type { EncoderDecoderShape, EncoderDecoderWeights, PassOptions } from './encoder-decoder.ts';
import { encoderLayerFlops } from './encoder-layer.ts';
import { type KeyValues, keyValuesOf } from './key-value-cache.ts';

/** How to generate: the token that stands before the first, and how many are wanted. */
export interface GenerateOptions extends PassOptions {
  batchSize: number;
  startToken: number;
  steps: number;
}

/**
 * What every decoding step reads of the source: its keys and values for each decoder layer, each
 * [B, h, n, dHead], from the encoder's output [B·n, dModel]. They are computed once, for all
 * positions of the source together.
 */
export function sourceKeyValues(
  memory: tf.Tensor,
  { decoder }: EncoderDecoderWeights<tf.Tensor>,
  options: Pick<GenerateOptions, 'batchSize' | 'numHeads' | 'kernels'>,
): KeyValues[] {
  return decoder.map(({ crossAttention }) => keyValuesOf(memory, crossAttention, options));
}

// #region generate
/**
 * The serial half of greedy decoding: given the source's keys and values, one token after another,
 * each the most likely after those before it. Returns int32 [B, steps].
 */
export function generate(
  sources: readonly KeyValues[],
  weights: EncoderDecoderWeights<tf.Tensor>,
  options: GenerateOptions,
): tf.Tensor {
  const { batchSize, positions, startToken, steps, kernels } = options;
  expectIntegers('startToken', [startToken], 0, (weights.embedding.shape[0] as number) - 1);
  expectIntegers('steps', [steps], 1, positions.shape[0] as number);
  let token: tf.Tensor = tf.fill([batchSize, 1], startToken, 'int32'); // [B, 1]
  let caches: KeyValues[] = [];
  const tokens: tf.Tensor[] = [];
  for (let t = 0; t < steps; t++) {
    const step = tf.tidy(() => {
      const grown: KeyValues[] = [];
      let y = embed(token, weights.embedding, positions, { from: t, kernels }); // [B, dModel]
      for (const [index, layer] of weights.decoder.entries()) {
        const source = sources[index] as KeyValues;
        const { output, cache } = cachedDecoderLayer(y, caches[index], source, layer, options);
        grown.push(cache);
        y = output; // [B, dModel]
      }
      const chosen = tf.argMax(project(y, weights.embedding, kernels), 1); // [B]
      return { chosen: tf.reshape(chosen, [batchSize, 1]), grown };
    });
    tf.dispose(t === 0 ? [token] : caches);
    caches = step.grown;
    token = step.chosen;
    tokens.push(token);
  }
  const chosen = tf.concat(tokens, 1); // [B, steps]
  tf.dispose([tokens, caches] as tf.TensorContainer);
  return chosen;
}
// #endregion

/**
 * Multiply-adds counted as two, of the source's keys and values in so many decoder layers: 4nd²
 * a layer.
 */
export function sourceKeyValuesFlops(n: number, dModel: number, numLayers: number): number {
  return numLayers * 4 * n * dModel ** 2;
}

/**
 * Multiply-adds counted as two, of m steps over n source positions: each layer's projections and
 * feed-forward network 12d² + 4d·dFf a step, its self-attention over t positions 4td, its
 * attention to the source 4nd, and the projection on the vocabulary 2dV.
 */
export function generateFlops(n: number, m: number, shape: EncoderDecoderShape): number {
  const { numDecoderLayers, dModel, dFf, vocabularySize } = shape;
  const core = 2 * m * (m + 1) * dModel; // Σ 4·t·d for t = 1 … m
  const perStep = 12 * dModel ** 2 + 4 * dModel * dFf + 4 * n * dModel;
  return numDecoderLayers * (m * perStep + core) + 2 * m * dModel * vocabularySize;
}

/**
 * Multiply-adds counted as two, of the encoder and of m passes over prefixes of 1 … m tokens, each of
 * which computes the source's keys and values again and projects one row on the vocabulary.
 */
export function byRecomputationFlops(n: number, m: number, shape: EncoderDecoderShape): number {
  const { numEncoderLayers, numDecoderLayers, dModel, dFf, vocabularySize } = shape;
  let prefixes = 0;
  for (let t = 1; t <= m; t++) prefixes += decoderLayerFlops(t, n, dModel, dFf);
  const encoder = numEncoderLayers * encoderLayerFlops(n, dModel, dFf);
  return encoder + numDecoderLayers * prefixes + 2 * m * dModel * vocabularySize;
}
