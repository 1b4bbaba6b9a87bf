import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import {
  attendInBlocks,
  blocksOf,
  columnsOf,
  finishAttention,
  keysOf,
} from './blockwise-attention.ts';

/** How the keys are cut, and what each block takes besides them. */
interface Blocks {
  blocks: readonly { from: number; size: number }[];
  mask: tf.Tensor | undefined;
  kernels: Kernels;
}

/** What the gradient needs: all of it as long as the inputs, none as long as the matrix of weights. */
interface Kept {
  query: tf.Tensor;
  key: tf.Tensor;
  value: tf.Tensor;
  output: tf.Tensor;
  /** log Σ exp(score) of each query, [B, h, n, 1]. */
  logTotal: tf.Tensor;
}

/**
 * blockwiseAttention with a gradient that keeps no weights but computes those of each block again
 * (Dao et al. 2022, sec. 3.1 and algorithm 4): n × blockSize of them at a time in the place of n × m, for
 * one product of scores more. No gradient goes to the mask.
 */
export function recomputedAttention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  blockSize: number,
  mask?: tf.Tensor,
  kernels: Kernels = {},
): tf.Tensor {
  const cut = { blocks: blocksOf(key, value, blockSize), mask, kernels };
  const attend = tf.customGrad((...inputs) => {
    const [query, key, value, save] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const merged = attendInBlocks(query, key, value, blockSize, mask, kernels);
    const output = finishAttention(merged); // [B, h, n, dHead]
    save([query, key, value, output, tf.add(merged.largest, tf.log(merged.total))]);
    const gradFunc = (upstream: tf.Tensor, saved: tf.Tensor[]) => {
      const [query, key, value, output, logTotal] = saved as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      return gradientsInBlocks(upstream, { query, key, value, output, logTotal }, cut);
    };
    return { value: output, gradFunc };
  });
  return attend(query, key, value);
}

/** The gradients of query, key and value; that of the query is a sum over blocks, the others are rows of blocks. */
function gradientsInBlocks(
  upstream: tf.Tensor,
  kept: Kept,
  { blocks, mask, kernels }: Blocks,
): tf.Tensor[] {
  const along = tf.sum(tf.mul(upstream, kept.output), -1, true); // [B, h, n, 1]
  let ofQuery: tf.Tensor = tf.zerosLike(kept.query); // [B, h, n, dHead]
  const [ofKeys, ofValues]: [tf.Tensor[], tf.Tensor[]] = [[], []];
  for (const { from, size } of blocks) {
    const before = ofQuery;
    const [sum, ofKey, ofValue] = tf.tidy(() => {
      const block = {
        ...kept,
        key: keysOf(kept.key, from, size),
        value: keysOf(kept.value, from, size),
      };
      const columns = mask && columnsOf(mask, from, size);
      const [query, key, value] = gradientsOf(block, upstream, along, columns, kernels);
      return [tf.add(before, query), key, value];
    }) as [tf.Tensor, tf.Tensor, tf.Tensor];
    before.dispose();
    ofQuery = sum;
    ofKeys.push(ofKey);
    ofValues.push(ofValue);
  }
  return [ofQuery, tf.concat(ofKeys, 2), tf.concat(ofValues, 2)];
}

// #region recompute
/**
 * With weights P, dV = Pᵀ dO, dS = P ∘ (dO Vᵀ − rowsum(dO ∘ O)), dQ = dS K / √dHead, dK = dSᵀ Q / √dHead, for
 * the keys of one block.
 */
function gradientsOf(
  { query, key, value, logTotal }: Kept,
  upstream: tf.Tensor,
  along: tf.Tensor,
  mask: tf.Tensor | undefined,
  { matMul = tf.matMul }: Kernels,
): [query: tf.Tensor, key: tf.Tensor, value: tf.Tensor] {
  const scale = 1 / Math.sqrt(query.shape[3] as number);
  const scores = tf.mul(matMul(query, key, false, true), scale); // [B, h, n, b]
  const visible = mask === undefined ? scores : tf.add(scores, mask); // [B, h, n, b]
  const weights = tf.exp(tf.sub(visible, logTotal)); // [B, h, n, b], once more
  const asked = tf.sub(matMul(upstream, value, false, true), along); // [B, h, n, b]
  const ofScores = tf.mul(tf.mul(weights, asked), scale); // [B, h, n, b]
  return [
    matMul(ofScores, key), // [B, h, n, dHead]
    matMul(ofScores, query, true, false), // [B, h, b, dHead]
    matMul(weights, upstream, true, false), // [B, h, b, dHead]
  ];
}
// #endregion
