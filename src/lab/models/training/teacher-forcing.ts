import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';

/**
 * Teacher forcing: the decoder reads the true target, shifted right behind a start token, so that
 * all its positions can be computed at once (Vaswani et al. 2017, sec. 3.1; Williams and Zipser
 * 1989). target int32 [B, m]; [B, m] whose position t holds token t − 1.
 */
export function shiftedRight(target: tf.Tensor, startToken: number): tf.Tensor {
  expectShape('target', target, ['B', 'm']);
  const [batchSize, m] = target.shape as [number, number];
  const start = tf.fill([batchSize, 1], startToken, 'int32'); // [B, 1]
  if (m === 1) return start;
  return tf.concat([start, tf.slice(target, [0, 0], [batchSize, m - 1])], 1); // [B, m]
}
