import * as tf from '@tensorflow/tfjs-core';

/** Time-major rows [n·B, width] as n steps [B, width]. */
export function splitSteps(rows: tf.Tensor, n: number): tf.Tensor[] {
  // The library's split into one part has no gradient (dy comes as a tensor, not as a list).
  return n === 1 ? [rows] : tf.split(rows, n);
}
