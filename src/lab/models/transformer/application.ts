import * as tf from '@tensorflow/tfjs-core';
import { linear } from '../linear.ts';
import type { DenseArray, Draw } from '../weights.ts';
import {
  drawEncoderDecoder,
  type EncoderDecoderShape,
  type EncoderDecoderWeights,
  encode,
} from './encoder-decoder.ts';
import { encoderLayerFlops } from './encoder-layer.ts';
import { type GenerateOptions, sourceKeyValues, sourceKeyValuesFlops } from './generate.ts';
import { mergeHeads } from './heads.ts';
import type { KeyValues } from './key-value-cache.ts';

/**
 * An encoder-decoder that answers in tokens, or by pointing at two positions of its source:
 * positions [maxLength, dModel], pointers [dModel, 2] (Devlin et al. 2019, sec. 4.2).
 */
export interface ApplicationWeights<Leaf> extends EncoderDecoderWeights<Leaf> {
  positions: Leaf;
  pointers: Leaf;
}

/** What the pass over the source leaves: its vectors [B·n, dModel], keys and values a layer. */
export interface SourcePass {
  memory: tf.Tensor;
  sources: KeyValues[];
}

type SourceOptions = Pick<GenerateOptions, 'batchSize' | 'numHeads' | 'kernels'>;

// #region pass-over-source
/**
 * All that can be computed for every position of the source at once: the encoder and, if tokens are
 * to be generated, the keys and values that each decoder layer will read. source int32 [B, n].
 */
export function passOverSource(
  source: tf.Tensor,
  weights: ApplicationWeights<tf.Tensor>,
  generates: boolean,
  options: SourceOptions,
): SourcePass {
  const { positions } = weights;
  const memory = encode(source, weights, undefined, { ...options, positions }); // [B·n, dModel]
  return { memory, sources: generates ? sourceKeyValues(memory, weights, options) : [] };
}
// #endregion

/** A pass as one flat tensor: the vectors, then keys and values layer by layer. */
export function flattenPass({ memory, sources }: SourcePass): tf.Tensor {
  const rows = sources.flatMap(({ key, value }) => [mergeHeads(key), mergeHeads(value)]);
  return tf.concat([memory, ...rows].map((each) => tf.reshape(each, [-1])));
}

/** First and last position of the answer in a source int32 [B, n]; int32 [B, 2]. */
export function pointIntoSource(
  source: tf.Tensor,
  weights: ApplicationWeights<tf.Tensor>,
  options: SourceOptions,
): tf.Tensor {
  const { memory } = passOverSource(source, weights, false, options); // [B·n, dModel]
  const scores = linear(memory, weights.pointers, undefined, options.kernels); // [B·n, 2]
  return tf.argMax(tf.reshape(scores, [options.batchSize, -1, 2]), 1); // [B, 2]
}

/** Multiply-adds counted as two, of the pass over one source of n tokens. */
export function passOverSourceFlops(
  n: number,
  generates: boolean,
  { numEncoderLayers, numDecoderLayers, dModel, dFf }: EncoderDecoderShape,
): number {
  const encoder = numEncoderLayers * encoderLayerFlops(n, dModel, dFf);
  return encoder + (generates ? sourceKeyValuesFlops(n, dModel, numDecoderLayers) : 0);
}

/** Multiply-adds counted as two, of two scores for each of n positions. */
export function pointersFlops(n: number, dModel: number): number {
  return 4 * n * dModel;
}

/**
 * Draws weights whose tokens vary. With the usual ones greedy decoding says one token over and over,
 * because the tied projection gives back the token just read, and equal tokens would prove little:
 * here vectors of positions with deviation 4 and random signs on the last gain make each token
 * depend on its position and on those before.
 */
export function drawApplication(
  draw: Draw,
  shape: EncoderDecoderShape,
  maxLength: number,
): ApplicationWeights<DenseArray> {
  const { dModel } = shape;
  const weights = drawEncoderDecoder(draw, shape);
  weights.decoder
    .at(-1)
    ?.feedForwardNorm.gain.values.set(draw([dModel], 1).values.map((each) => Math.sign(each)));
  const positions = draw([maxLength, dModel], 4);
  return { ...weights, positions, pointers: draw([dModel, 2], 1 / Math.sqrt(dModel)) };
}
