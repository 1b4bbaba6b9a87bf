import * as tf from '@tensorflow/tfjs-core';
import { toTensors } from '#lab/models/weights.ts';
import type { RowsReply, RowsRequest, RowsSetup } from './row-product.ts';
import { serveCrew } from './serve-crew.ts';

// A thread that multiplies some rows of a matrix; started by openRowProduct.
serveCrew<RowsSetup, RowsRequest, RowsReply>(({ left, right, product }, { engine, meet, say }) => {
  const { tensors } = toTensors({ left, right });
  const { matMul = tf.matMul } = engine.fused;
  return ({ originNs }) => {
    const nowMs = () => Number(process.hrtime.bigint() - originNs) / 1e6;
    meet();
    say('computing', 'multiplying its rows');
    const startMs = nowMs();
    const rows = tf.tidy(() => matMul(tensors.left, tensors.right)); // [n/workers, m]
    const endMs = nowMs();
    product.values.set(rows.dataSync<'float32'>());
    rows.dispose();
    return { startMs, endMs };
  };
});
