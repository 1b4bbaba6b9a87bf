import * as tf from '@tensorflow/tfjs-core';
import { leavesOf } from '#lab/models/tensor-tree.ts';
import { type EncoderLayerWeights, encoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import type { AttentionOptions } from '#lab/models/transformer/multi-head-attention.ts';

/** The layers of one stage, or of the whole stack. */
export type Layers = readonly EncoderLayerWeights<tf.Tensor>[];

/** Cuts a list of layers into contiguous stages; where it does not come out even, the first get more. */
export function splitLayers<Layer>(layers: readonly Layer[], stages: number): Layer[][] {
  if (!(Number.isInteger(stages) && stages >= 1 && stages <= layers.length)) {
    throw new RangeError(
      `stages must be 1 to the number of layers, ${layers.length}; received ${stages}.`,
    );
  }
  const [fewest, more] = [Math.floor(layers.length / stages), layers.length % stages];
  let first = 0;
  return Array.from({ length: stages }, (_, stage) => {
    const own = layers.slice(first, first + fewest + (stage < more ? 1 : 0));
    first += own.length;
    return own;
  });
}

/** The layers one after another: x [B·n, dModel], same shape out. */
export function stackForward(x: tf.Tensor, layers: Layers, options: AttentionOptions): tf.Tensor {
  let hidden = x;
  for (const layer of layers) hidden = tf.tidy(() => encoderLayer(hidden, layer, options)); // [B·n, dModel]
  return hidden;
}

/**
 * Part of the mean of squares over a whole batch, Σ(y−t)² / wholeSize over the rows at hand, so that
 * the parts of all micro-batches add up to the mean over the batch. y, t [rows, dModel]; a scalar.
 */
export function squaredError(y: tf.Tensor, target: tf.Tensor, wholeSize: number): tf.Scalar {
  return tf.mul(tf.sum(tf.square(tf.sub(y, target))), 1 / wholeSize) as tf.Scalar; // []
}

/** What the backward pass of a stage starts from. */
export type Upstream =
  /** The gradient of the loss by this stage's output, [rows, dModel], from the stage behind. */
  | { kind: 'gradient'; ofOutput: tf.Tensor }
  /** This is the last stage: the loss is computed here. */
  | { kind: 'loss'; target: tf.Tensor; wholeSize: number };

/**
 * Backward pass of a stage from its kept input: its forward pass is computed again, for its inner
 * activations were not kept (re-materialisation: Huang et al. 2019, sec. 2.3; Chen et al. 2016).
 * Returns the gradient by the input [rows, dModel], where wanted, and by each weight.
 */
export function stackBackward(
  x: tf.Tensor,
  layers: Layers,
  options: AttentionOptions,
  upstream: Upstream,
  wantsInput: boolean,
): { ofInput: tf.Tensor | undefined; ofWeights: tf.Tensor[] } {
  const weights = leavesOf(layers);
  const by = wantsInput ? [x, ...weights] : weights;
  // tf.grads differentiates by its arguments wherever the function meets them; it hands them back.
  const output = () => {
    const y = stackForward(x, layers, options); // [rows, dModel]
    return upstream.kind === 'gradient' ? y : squaredError(y, upstream.target, upstream.wholeSize);
  };
  const dy = upstream.kind === 'gradient' ? upstream.ofOutput : undefined;
  const gradients = tf.grads(output)(by, dy);
  const ofInput = wantsInput ? gradients.shift() : undefined;
  return { ofInput, ofWeights: gradients };
}
