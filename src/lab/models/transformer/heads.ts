import * as tf from '@tensorflow/tfjs-core';

/** Rows [B·n, h·dHead] cut into heads, [B, h, n, dHead]: head i is the i-th group of columns. */
export function splitHeads(
  x: tf.Tensor,
  { batchSize, numHeads }: { batchSize: number; numHeads: number },
): tf.Tensor {
  const [rows, width] = x.shape as [number, number];
  const [n, dHead] = [rows / batchSize, width / numHeads];
  // With one position or one head the two layouts are one: nothing to transpose.
  if (n === 1 || numHeads === 1) return tf.reshape(x, [batchSize, numHeads, n, dHead]);
  const split = tf.reshape(x, [batchSize, n, numHeads, dHead]); // [B, n, h, dHead]
  return tf.transpose(split, [0, 2, 1, 3]); // [B, h, n, dHead]
}

/** The inverse of splitHeads: [B, h, n, dHead] to rows [B·n, h·dHead], heads side by side. */
export function mergeHeads(heads: tf.Tensor): tf.Tensor {
  const [batchSize, numHeads, n, dHead] = heads.shape as [number, number, number, number];
  const together = n === 1 || numHeads === 1 ? heads : tf.transpose(heads, [0, 2, 1, 3]); // [B, n, h, dHead]
  return tf.reshape(together, [batchSize * n, numHeads * dHead]); // [B·n, dModel]
}
