import type * as tf from '@tensorflow/tfjs-core';
import { expectDivides, expectShape } from '../check.ts';
import type { DenseArray } from '../weights.ts';
import type { LstmWeights } from './lstm.ts';

/**
 * A backend's native kernel for a whole LSTM layer: x [n, B, dIn], kernel [dIn + dModel, 4·dModel]
 * (input rows first), bias [4·dModel]; hidden states [n, B, dModel].
 */
export type LstmKernel = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) => tf.Tensor;

// #region fused-lstm
/** The same function as `lstm`, all n steps inside one native kernel: x [n, B, dIn]. */
export function fusedLstm(
  kernel: LstmKernel,
  x: tf.Tensor,
  weights: { kernel: tf.Tensor; bias: tf.Tensor },
): tf.Tensor {
  expectShape('x', x, ['n', 'B', 'dIn']);
  expectShape('bias', weights.bias, ['4·dModel']);
  const [dIn, columns] = [x.shape[2] as number, weights.bias.shape[0] as number];
  expectDivides(['4', 4], ['columns of bias', columns]);
  expectShape('kernel', weights.kernel, [dIn + columns / 4, columns]);
  return kernel(x, weights.kernel, weights.bias); // [n, B, dModel]
}
// #endregion

/** The two kernels stacked as the native kernel wants them, input rows first. */
export function stackKernels(weights: LstmWeights<DenseArray>): {
  kernel: DenseArray;
  bias: DenseArray;
} {
  const { inputKernel, recurrentKernel, bias } = weights;
  const [dIn, columns] = inputKernel.shape as [number, number];
  const values = new Float32Array(inputKernel.values.length + recurrentKernel.values.length);
  values.set(inputKernel.values);
  values.set(recurrentKernel.values, inputKernel.values.length);
  return { kernel: { shape: [dIn + columns / 4, columns], values }, bias };
}
