import type * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';

/**
 * Sizes of a recurrent layer, read from its arguments: x [n, B, dIn] and, for so many gates,
 * inputKernel [dIn, gates·dModel], recurrentKernel [dModel, gates·dModel], bias [gates·dModel].
 * Throws a RangeError where they do not fit each other, or where the sequence is empty.
 */
export function layerSizes(
  x: tf.Tensor,
  weights: { inputKernel: tf.Tensor; recurrentKernel: tf.Tensor; bias: tf.Tensor },
  gates: number,
): { n: number; batchSize: number; dIn: number; dModel: number } {
  const { inputKernel, recurrentKernel, bias } = weights;
  expectShape('x', x, ['n', 'B', 'dIn']);
  expectShape('recurrentKernel', recurrentKernel, ['dModel', 'columns']);
  const [n, batchSize, dIn] = x.shape as [number, number, number];
  const dModel = recurrentKernel.shape[0] as number;
  expectShape('recurrentKernel', recurrentKernel, [dModel, gates * dModel]);
  expectShape('inputKernel', inputKernel, [dIn, gates * dModel]);
  expectShape('bias', bias, [gates * dModel]);
  return { n, batchSize, dIn, dModel };
}
