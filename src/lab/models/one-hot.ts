import * as tf from '@tensorflow/tfjs-core';

/**
 * A row for each id with 1 in its column and 0 elsewhere: ids int32 [rows]; float32 [rows, size].
 * The cast comes after, because WASM writes integers whatever type is asked of its kernel.
 */
export function oneHot(ids: tf.Tensor, size: number): tf.Tensor {
  return tf.cast(tf.oneHot(ids as tf.Tensor1D, size), 'float32'); // [rows, size]
}
