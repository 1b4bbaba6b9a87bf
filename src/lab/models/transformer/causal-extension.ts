import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import type { CausalDecoderShape, CausalDecoderWeights } from './causal-decoder.ts';
import { embed, project } from './embedding.ts';
import { feedForward } from './feed-forward.ts';
import { attendTo, type KeyValues, keyValuesOf } from './key-value-cache.ts';
import { layerNorm } from './layer-norm.ts';

/** Keys and values of the t positions that a stack has read, layer by layer. */
export type ReadPrefix = { length: number; caches: KeyValues[] };

export const nothingRead: ReadPrefix = { length: 0, caches: [] };

// #region extend
/**
 * Reads k tokens more in one pass: tokens int32 [1, k], which stand behind the t that were read; logits
 * [k, V] of the token behind each, and the prefix grown by k. With k = 1 it is a step of decoding, with
 * t = 0 the pass over a prompt. The old prefix stays its owner's.
 */
export function readMore(
  tokens: tf.Tensor,
  read: ReadPrefix,
  weights: CausalDecoderWeights<tf.Tensor>,
  { numHeads }: CausalDecoderShape,
  kernels?: Kernels,
): { logits: tf.Tensor; read: ReadPrefix } {
  expectShape('tokens', tokens, [1, 'k']);
  const [k, t] = [tokens.shape[1] as number, read.length];
  const options = { batchSize: 1, numHeads, kernels };
  // Each of the new positions sees all that was read, and the new ones up to itself.
  const mask = tf.slice(weights.mask, [t, 0], [k, t + k]); // [k, t + k]
  const grown: KeyValues[] = [];
  let x = embed(tokens, weights.embedding, weights.positions, { from: t, kernels }); // [k, dModel]
  for (const [index, layer] of weights.layers.entries()) {
    const own = keyValuesOf(x, layer.attention, options); // [1, h, k, dHead]
    const all = joined(read.caches[index], own); // [1, h, t + k, dHead]
    grown.push(all);
    const attended = attendTo(all, x, layer.attention, options, mask); // [k, dModel]
    const middle = layerNorm(tf.add(x, attended), layer.attentionNorm); // [k, dModel]
    const transformed = feedForward(middle, layer.feedForward, kernels); // [k, dModel]
    x = layerNorm(tf.add(middle, transformed), layer.feedForwardNorm); // [k, dModel]
  }
  return {
    logits: project(x, weights.embedding, kernels), // [k, V]
    read: { length: t + k, caches: grown },
  };
}
// #endregion

/** The first `length` positions of what was read, as tensors of their own. */
export function firstOf({ caches }: ReadPrefix, length: number): ReadPrefix {
  const cut = (x: tf.Tensor) => {
    const [batchSize, numHeads, , dHead] = x.shape as [number, number, number, number];
    return tf.slice(x, [0, 0, 0, 0], [batchSize, numHeads, length, dHead]);
  };
  return { length, caches: caches.map(({ key, value }) => ({ key: cut(key), value: cut(value) })) };
}

export function disposePrefix({ caches }: ReadPrefix): void {
  tf.dispose(caches.flatMap(({ key, value }) => [key, value]));
}

function joined(before: KeyValues | undefined, own: KeyValues): KeyValues {
  if (before === undefined) return own;
  return {
    key: tf.concat([before.key, own.key], 2),
    value: tf.concat([before.value, own.value], 2),
  };
}
