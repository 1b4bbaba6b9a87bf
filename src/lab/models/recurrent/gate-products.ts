import * as tf from '@tensorflow/tfjs-core';
import { expectDivides, expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import type { DenseArray } from '../weights.ts';

// The products of an LSTM without its recurrence: what its n steps multiply, once no step needs the
// one before. All of them compute x W; what differs is how many products the library is asked for.

/** A gate's columns of a kernel [k, 4·dModel] as a matrix of its own each: [1, 4, k, dModel]. */
export function cutIntoGates({ shape, values }: DenseArray): DenseArray {
  const [k, columns] = shape as [number, number];
  expectDivides(['4', 4], ['columns of the kernel', columns]);
  const width = columns / 4;
  const cut = new Float32Array(values.length);
  for (let gate = 0; gate < 4; gate++) {
    for (let row = 0; row < k; row++) {
      const from = row * columns + gate * width;
      cut.set(values.subarray(from, from + width), (gate * k + row) * width);
    }
  }
  return { shape: [1, 4, k, width], values: cut };
}

/** Each row [n, k] once for each gate: [n, 4, 1, k]. Not all engines repeat a factor by themselves. */
export function rowsPerGate({ shape, values }: DenseArray): DenseArray {
  const [n, k] = shape as [number, number];
  const repeated = new Float32Array(4 * values.length);
  for (let index = 0; index < 4 * n; index++) {
    const row = Math.floor(index / 4);
    repeated.set(values.subarray(row * k, (row + 1) * k), index * k);
  }
  return { shape: [n, 4, 1, k], values: repeated };
}

// #region row-products
/**
 * Each row times each gate by itself, in one kernel: n·4 products [1, k] × [k, dModel].
 * rows [n, 4, 1, k], gates [1, 4, k, dModel]; [n, 4·dModel]. TensorFlow's BatchMatMulV2 shares its
 * entries out among threads, and folds them into one product where there is a single right factor:
 * four gates are more than one, so that it does not.
 */
export function rowProducts(rows: tf.Tensor, gates: tf.Tensor): tf.Tensor {
  expectShape('rows', rows, ['n', 4, 1, 'k']);
  const [n, , , k] = rows.shape as [number, number, number, number];
  expectShape('gates', gates, [1, 4, k, 'dModel']);
  const products = tf.matMul(rows, gates); // [n, 4, 1, dModel]
  return tf.reshape(products, [n, 4 * (gates.shape[3] as number)]); // [n, 4·dModel]
}

/**
 * The same with the part that no recurrence can order taken out: x W of all rows is one product, only
 * hidden U is row by row. x [n, dIn], inputKernel [dIn, 4·dModel], hidden [n, 4, 1, dModel],
 * recurrentGates [1, 4, dModel, dModel]; [n, 4·dModel].
 */
export function hoistedRowProducts(
  x: tf.Tensor,
  inputKernel: tf.Tensor,
  hidden: tf.Tensor,
  recurrentGates: tf.Tensor,
  kernels?: Kernels,
): tf.Tensor {
  return tf.add(linear(x, inputKernel, undefined, kernels), rowProducts(hidden, recurrentGates));
}
// #endregion

/** Multiply-adds counted as two, of n rows times 4·dModel columns of height k. */
export function gateProductsFlops(n: number, k: number, dModel: number): number {
  return 8 * n * k * dModel;
}
