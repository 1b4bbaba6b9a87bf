import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from './kernels.ts';

/**
 * x W + b for each row: x [rows, dIn], kernel [dIn, dOut], bias [dOut]; [rows, dOut].
 * All layers multiply by their weights here. A backend whose products with a transposed factor are
 * slow hands in its own, and with it the gradients dy Wᵀ and xᵀ dy, which need such products.
 */
export function linear(
  x: tf.Tensor,
  kernel: tf.Tensor,
  bias?: tf.Tensor,
  { matMul = tf.matMul }: Kernels = {},
): tf.Tensor {
  const product = matMul(x, kernel); // [rows, dOut]
  return bias === undefined ? product : tf.add(product, bias); // [rows, dOut]
}
