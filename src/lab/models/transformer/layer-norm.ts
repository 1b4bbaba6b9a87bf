import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import { type DenseArray, type Draw, filled } from '../weights.ts';

/** Gain and bias of layer normalisation, each [dModel]. */
export interface LayerNormWeights<Leaf> {
  gain: Leaf;
  bias: Leaf;
}

const epsilon = 1e-5;

/**
 * Layer normalisation, (x − μ) / √(σ² + ε) ∘ gain + bias with mean μ and variance σ² of each row
 * (Ba et al. 2016, eq. 4): x [rows, dModel], same shape out.
 */
export function layerNorm(x: tf.Tensor, { gain, bias }: LayerNormWeights<tf.Tensor>): tf.Tensor {
  expectShape('gain', gain, [x.shape.at(-1) as number]);
  const centred = tf.sub(x, tf.mean(x, -1, true)); // [rows, dModel]
  const variance = tf.mean(tf.square(centred), -1, true); // [rows, 1]
  const scale = tf.rsqrt(tf.add(variance, epsilon)); // [rows, 1]
  return tf.add(tf.mul(tf.mul(centred, scale), gain), bias); // [rows, dModel]
}

export function drawLayerNorm(draw: Draw, dModel: number): LayerNormWeights<DenseArray> {
  return { gain: filled([dModel], 1), bias: draw([dModel], 0.1) };
}
