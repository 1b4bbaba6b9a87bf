import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import { oneHot } from '../one-hot.ts';
import { leavesOf } from '../tensor-tree.ts';
import { tokenTensor } from '../transformer/embedding.ts';
import type { DenseArray, Draw } from '../weights.ts';
import { type AdamState, adamStep } from './adam.ts';
import { crossEntropy } from './cross-entropy.ts';
import { lossAndGradients } from './gradients.ts';

/** Sizes around the layer: it takes vectors of dModel and gives vectors of dHidden. */
export interface NextTokenSizes {
  dModel: number;
  dHidden: number;
  vocabularySize: number;
}

/** A layer between embedding [V, dModel] and output projection [dHidden, V]. */
export interface NextTokenWeights<Leaf, Layer> {
  embedding: Leaf;
  layer: Layer;
  output: Leaf;
}

/** A network that tells the next token: its layer takes rows [n·B, dModel] to [n·B, dHidden]. */
export interface NextTokenModel<Layer> {
  layer(rows: tf.Tensor, weights: Layer): tf.Tensor;
  kernels: Kernels;
}

/** Which positions lie side by side in the rows: those of one step, or those of one sequence. */
export type RowOrder = 'by-step' | 'by-sequence';

/** A row for each position of the batch: inputs one-hot [rows, V], the tokens that follow, int32 [rows]. */
export interface NextTokenBatch {
  inputs: tf.Tensor;
  targets: tf.Tensor;
}

/**
 * Sequences of n + 1 tokens on the backend: of each every token but the last is read, and every token
 * but the first is to be told.
 */
export function placeBatch(
  sequences: readonly (readonly number[])[],
  vocabularySize: number,
  rowOrder: RowOrder,
): NextTokenBatch {
  return tf.tidy(() => {
    const tokens = tokenTensor('tokens', sequences, vocabularySize); // [B, n + 1]
    const [batchSize, length] = tokens.shape;
    const rowsFrom = (start: number) => {
      const part = tf.slice(tokens, [0, start], [batchSize, length - 1]); // [B, n]
      return tf.reshape(rowOrder === 'by-step' ? tf.transpose(part) : part, [-1]); // [rows]
    };
    return { inputs: oneHot(rowsFrom(0), vocabularySize), targets: rowsFrom(1) };
  });
}

// #region training-step
/** Cross-entropy of the next token, over all positions at once. */
export function nextTokenLoss<Layer>(
  { inputs, targets }: NextTokenBatch,
  { embedding, layer, output }: NextTokenWeights<tf.Tensor, Layer>,
  model: NextTokenModel<Layer>,
): tf.Scalar {
  const x = linear(inputs, embedding, undefined, model.kernels); // [rows, dModel]
  const hidden = model.layer(x, layer); // [rows, dHidden]
  return crossEntropy(linear(hidden, output, undefined, model.kernels), targets);
}

/** One training step: forward, backward, Adam. The old weights and state are their owner's. */
export function trainingStep<Layer>(
  batch: NextTokenBatch,
  weights: NextTokenWeights<tf.Tensor, Layer>,
  state: AdamState<NextTokenWeights<tf.Tensor, Layer>>,
  model: NextTokenModel<Layer>,
) {
  const { loss, gradients } = lossAndGradients(
    (differentiated) => nextTokenLoss(batch, differentiated, model),
    weights,
  );
  return { loss, gradients, next: adamStep(weights, gradients, state, { learningRate: 1e-3 }) };
}
// #endregion

/** Draws embedding vectors of unit variance, a layer, and the output projection. */
export function drawNextToken<Layer>(
  draw: Draw,
  drawLayer: (draw: Draw) => Layer,
  { dModel, dHidden, vocabularySize }: NextTokenSizes,
): NextTokenWeights<DenseArray, Layer> {
  return {
    embedding: draw([vocabularySize, dModel], 1),
    layer: drawLayer(draw),
    output: draw([dHidden, vocabularySize], 1 / Math.sqrt(dHidden)),
  };
}

/** How fast the loss grows along a direction: the sum over all weights of gradient times direction. */
export function slopeAlong<Weights extends object>(
  gradients: Weights,
  direction: Weights,
): tf.Scalar {
  const along = leavesOf(direction);
  const parts = leavesOf(gradients).map((each, index) =>
    tf.sum(tf.mul(each, along[index] as tf.Tensor)),
  );
  return tf.addN(parts) as tf.Scalar;
}

/**
 * Multiply-adds counted as two, of a training step: three forward passes (forward; gradients of
 * what each product reads; gradients of its weights), of the layer and the two products with the
 * vocabulary, 2·rows·V·(dModel + dHidden).
 */
export function trainingStepFlops(
  rows: number,
  layerFlops: number,
  { dModel, dHidden, vocabularySize }: NextTokenSizes,
): number {
  return 3 * (layerFlops + 2 * rows * vocabularySize * (dModel + dHidden));
}
