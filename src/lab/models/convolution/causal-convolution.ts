import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { type DenseArray, type Draw, filled } from '../weights.ts';

/** kernel [width, dIn, dOut], its last row the present position; bias [dOut]. */
export interface ConvolutionWeights<Leaf> {
  kernel: Leaf;
  bias: Leaf;
}

// #region causal-convolution
/**
 * Causal convolution over time (van den Oord et al. 2016, section 2.1; Keras' Conv1D with
 * padding='causal'): y_t = b + Σ_j x_{t−width+1+j} K_j, with zeros before the sequence, so that
 * output t sees the inputs t−width+1 to t. x [B, n, dIn], returns [B, n, dOut].
 */
export function causalConvolution(
  x: tf.Tensor,
  weights: ConvolutionWeights<tf.Tensor>,
  kernels: Kernels = {},
): tf.Tensor {
  const { kernel, bias } = weights;
  expectShape('x', x, ['B', 'n', 'dIn']);
  expectShape('kernel', kernel, ['width', x.shape[2] as number, 'dOut']);
  expectShape('bias', bias, [kernel.shape[2] as number]);
  const padded = padTime(x, (kernel.shape[0] as number) - 1, 0); // [B, n + width − 1, dIn]
  return tf.add(convolve(padded, kernel, kernels), bias); // [B, n, dOut]
}
// #endregion

/**
 * Convolution without padding; padded [B, m, dIn], kernel [width, dIn, dOut]; [B, m − width + 1, dOut].
 * Its gradient is made of a convolution and a product, which all backends have: WASM has no
 * gradient of its own for the kernel.
 */
function convolve(padded: tf.Tensor, kernel: tf.Tensor, { matMul = tf.matMul }: Kernels) {
  const convolution = tf.customGrad((...args) => {
    const [input, taps, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([input, taps]);
    const value = tf.conv1d(input as tf.Tensor3D, taps as tf.Tensor3D, 1, 'valid');
    return { value, gradFunc: (dy, saved) => convolutionGradient(dy, saved, matMul) };
  });
  return convolution(padded, kernel);
}

function convolutionGradient(
  dy: tf.Tensor,
  [padded, kernel]: tf.Tensor[],
  matMul: NonNullable<Kernels['matMul']>,
): tf.Tensor[] {
  const [input, taps] = [padded as tf.Tensor, kernel as tf.Tensor];
  const [width, dIn, dOut] = taps.shape as [number, number, number];
  const [batchSize, n] = dy.shape as [number, number, number];
  // An input reached the outputs after it: the same convolution, backwards in time.
  const reversed = tf.transpose(tf.reverse(taps, 0), [0, 2, 1]); // [width, dOut, dIn]
  const around = padTime(dy, width - 1, width - 1); // [B, m + width − 1, dOut]
  const dInput = tf.conv1d(around as tf.Tensor3D, reversed as tf.Tensor3D, 1, 'valid'); // [B, m, dIn]
  const windows = Array.from({ length: width }, (_, tap) =>
    tf.slice(input, [0, tap, 0], [batchSize, n, dIn]),
  ); // width times [B, n, dIn]
  const rows = tf.reshape(tf.concat(windows, 2), [batchSize * n, width * dIn]);
  const dKernel = matMul(rows, tf.reshape(dy, [batchSize * n, dOut]), true); // [width·dIn, dOut]
  return [dInput, tf.reshape(dKernel, [width, dIn, dOut])];
}

/** Zeros before and after the sequence: x [B, n, d]. */
function padTime(x: tf.Tensor, before: number, after: number): tf.Tensor {
  return tf.pad(x, [
    [0, 0],
    [before, after],
    [0, 0],
  ]);
}

/** Multiply-adds counted as two, of `width` products for each position: 2·width·n·dIn·dOut. */
export function causalConvolutionFlops(
  n: number,
  width: number,
  dIn: number,
  dOut: number,
): number {
  return 2 * width * n * dIn * dOut;
}

/** Draws weights; the bias starts at zero. */
export function drawCausalConvolution(
  draw: Draw,
  width: number,
  dIn: number,
  dOut: number,
): ConvolutionWeights<DenseArray> {
  return {
    kernel: draw([width, dIn, dOut], 1 / Math.sqrt(width * dIn)),
    bias: filled([dOut], 0),
  };
}
