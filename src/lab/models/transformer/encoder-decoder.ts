import type * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import type { DenseArray, Draw } from '../weights.ts';
import {
  type DecoderLayerWeights,
  type DecoderMasks,
  decoderLayer,
  decoderLayerFlops,
  drawDecoderLayer,
} from './decoder-layer.ts';
import { embed, project } from './embedding.ts';
import {
  drawEncoderLayer,
  type EncoderLayerWeights,
  encoderLayer,
  encoderLayerFlops,
} from './encoder-layer.ts';

/** Sizes of an encoder-decoder. */
export interface EncoderDecoderShape {
  numEncoderLayers: number;
  numDecoderLayers: number;
  dModel: number;
  numHeads: number;
  dFf: number;
  vocabularySize: number;
}

/** embedding [V, dModel], shared by source, target and output projection (sec. 3.4). */
export interface EncoderDecoderWeights<Leaf> {
  embedding: Leaf;
  encoder: EncoderLayerWeights<Leaf>[];
  decoder: DecoderLayerWeights<Leaf>[];
}

/** What a pass needs beside tokens and weights: positions [maxLength, dModel], head count, kernels. */
export interface PassOptions {
  positions: tf.Tensor;
  numHeads: number;
  kernels?: Kernels | undefined;
}

// #region encoder-decoder
/**
 * The Transformer (Vaswani et al. 2017, fig. 1): source tokens [B, n] and target tokens [B, m], which
 * are the outputs shifted right, to logits [B·m, V] of the token that follows each target position.
 * masks.self is causal, or the model would see what it is to predict; masks.memory hides padding.
 */
export function encoderDecoder(
  source: tf.Tensor,
  target: tf.Tensor,
  weights: EncoderDecoderWeights<tf.Tensor>,
  masks: DecoderMasks,
  options: PassOptions,
): tf.Tensor {
  const memory = encode(source, weights, masks.memory, options); // [B·n, dModel]
  const hidden = decode(target, memory, weights, masks, options); // [B·m, dModel]
  return project(hidden, weights.embedding, options.kernels); // [B·m, V]
}

/** The encoder: source tokens [B, n] to a vector for each position, [B·n, dModel]. */
export function encode(
  source: tf.Tensor,
  { embedding, encoder }: EncoderDecoderWeights<tf.Tensor>,
  mask: tf.Tensor | undefined,
  { positions, numHeads, kernels }: PassOptions,
): tf.Tensor {
  const options = { batchSize: source.shape[0] as number, numHeads, kernels };
  let x = embed(source, embedding, positions, { kernels }); // [B·n, dModel]
  for (const layer of encoder) x = encoderLayer(x, layer, options, mask); // [B·n, dModel]
  return x;
}

/** The decoder without its output projection: target tokens [B, m] to [B·m, dModel]. */
export function decode(
  target: tf.Tensor,
  memory: tf.Tensor,
  { embedding, decoder }: EncoderDecoderWeights<tf.Tensor>,
  masks: DecoderMasks,
  { positions, numHeads, kernels }: PassOptions,
): tf.Tensor {
  const options = { batchSize: target.shape[0] as number, numHeads, kernels };
  let y = embed(target, embedding, positions, { kernels }); // [B·m, dModel]
  for (const layer of decoder) y = decoderLayer(y, memory, layer, options, masks); // [B·m, dModel]
  return y;
}
// #endregion

/** Multiply-adds counted as two, of one pass over n source and m target tokens of one sequence. */
export function encoderDecoderFlops(n: number, m: number, shape: EncoderDecoderShape): number {
  const { dModel, dFf } = shape;
  return (
    shape.numEncoderLayers * encoderLayerFlops(n, dModel, dFf) +
    shape.numDecoderLayers * decoderLayerFlops(m, n, dModel, dFf) +
    2 * m * dModel * shape.vocabularySize
  );
}

export function drawEncoderDecoder(
  draw: Draw,
  shape: EncoderDecoderShape,
): EncoderDecoderWeights<DenseArray> {
  const { dModel, dFf } = shape;
  const times = <Layer>(count: number, make: () => Layer) => Array.from({ length: count }, make);
  return {
    embedding: draw([shape.vocabularySize, dModel], 1 / Math.sqrt(dModel)),
    encoder: times(shape.numEncoderLayers, () => drawEncoderLayer(draw, dModel, dFf)),
    decoder: times(shape.numDecoderLayers, () => drawDecoderLayer(draw, dModel, dFf)),
  };
}
