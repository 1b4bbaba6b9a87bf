import * as tf from '@tensorflow/tfjs-core';
import { expectDivides, expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import type { DenseArray, Draw } from '../weights.ts';
import { mergeHeads, splitHeads } from './heads.ts';
import type { AttentionWeights } from './multi-head-attention.ts';

/** B·n rows; `numHeads` heads of queries share `numGroups` heads of keys and values. */
export interface GroupedOptions {
  batchSize: number;
  numHeads: number;
  numGroups: number;
  kernels?: Kernels | undefined;
}

/**
 * Scaled dot-product attention of h heads of queries over g heads of keys and values, which h/g heads
 * of queries share (Ainslie et al. 2023; with g = 1, Shazeer 2019). query [B, h, n, dHead], key and value
 * [B, g, m, dHead]; [B, h, n, dHead]. The queries that share a head are its rows: nothing is copied.
 */
export function groupedAttention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  mask?: tf.Tensor,
  { matMul = tf.matMul, softmax = tf.softmax }: Kernels = {},
): tf.Tensor {
  expectShape('query', query, ['B', 'h', 'n', 'dHead']);
  const [batchSize, numHeads, n, dHead] = query.shape as [number, number, number, number];
  expectShape('key', key, [batchSize, 'g', 'm', dHead]);
  const [, numGroups, m] = key.shape as [number, number, number];
  expectShape('value', value, [batchSize, numGroups, m, dHead]);
  expectDivides(['numGroups', numGroups], ['numHeads', numHeads]);
  const shared = [batchSize, numGroups, (numHeads / numGroups) * n] as const;
  const scaled = tf.mul(query, 1 / Math.sqrt(dHead)); // [B, h, n, dHead]
  const rows = tf.reshape(scaled, [...shared, dHead]); // [B, g, h/g·n, dHead]
  const scores = tf.reshape(matMul(rows, key, false, true), [batchSize, numHeads, n, m]); // [B, h, n, m]
  const weights = softmax(mask === undefined ? scores : tf.add(scores, mask)); // [B, h, n, m]
  const mixed = matMul(tf.reshape(weights, [...shared, m]), value); // [B, g, h/g·n, dHead]
  return tf.reshape(mixed, [batchSize, numHeads, n, dHead]);
}

/**
 * Multi-head attention with fewer heads of keys and values: query and output [dModel, dModel], key and
 * value [dModel, g·dHead]. x [B·n, dModel] asks, memory [B·m, dModel] answers; [B·n, dModel].
 */
export function groupedQueryAttention(
  x: tf.Tensor,
  memory: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  { batchSize, numHeads, numGroups, kernels }: GroupedOptions,
  mask?: tf.Tensor,
): tf.Tensor {
  const dModel = weights.query.shape[0] as number;
  expectDivides(['numHeads', numHeads], ['dModel', dModel]);
  expectDivides(['numGroups', numGroups], ['numHeads', numHeads]);
  expectShape('x', x, ['B·n', dModel]);
  expectShape('memory', memory, ['B·m', dModel]);
  expectDivides(['batchSize', batchSize], ['the rows of x', x.shape[0] as number]);
  expectDivides(['batchSize', batchSize], ['the rows of memory', memory.shape[0] as number]);
  const width = (dModel / numHeads) * numGroups;
  expectShape('key', weights.key, [dModel, width]);
  expectShape('value', weights.value, [dModel, width]);
  const heads = { batchSize, numHeads };
  const groups = { batchSize, numHeads: numGroups };
  const query = splitHeads(linear(x, weights.query, undefined, kernels), heads); // [B, h, n, dHead]
  const key = splitHeads(linear(memory, weights.key, undefined, kernels), groups); // [B, g, m, dHead]
  const value = splitHeads(linear(memory, weights.value, undefined, kernels), groups); // [B, g, m, dHead]
  const mixed = groupedAttention(query, key, value, mask, kernels); // [B, h, n, dHead]
  return linear(mergeHeads(mixed), weights.output, undefined, kernels); // [B·n, dModel]
}

export function drawGroupedAttention(
  draw: Draw,
  dModel: number,
  { numHeads, numGroups }: Pick<GroupedOptions, 'numHeads' | 'numGroups'>,
): AttentionWeights<DenseArray> {
  const project = (width: number) => draw([dModel, width], 1 / Math.sqrt(dModel));
  const width = (dModel / numHeads) * numGroups;
  return {
    query: project(dModel),
    key: project(width),
    value: project(width),
    output: project(dModel),
  };
}

/** The same function as weights of full multi-head attention: each shared head repeated h/g times. */
export function repeatGroups(
  weights: AttentionWeights<DenseArray>,
  { numHeads, numGroups }: Pick<GroupedOptions, 'numHeads' | 'numGroups'>,
): AttentionWeights<DenseArray> {
  const [dModel, width] = weights.key.shape as [number, number];
  const dHead = width / numGroups;
  const repeat = ({ values }: DenseArray): DenseArray => {
    const repeated = new Float32Array(dModel * numHeads * dHead);
    for (let row = 0; row < dModel; row++) {
      for (let head = 0; head < numHeads; head++) {
        const group = Math.floor((head * numGroups) / numHeads);
        const from = row * width + group * dHead;
        repeated.set(values.subarray(from, from + dHead), (row * numHeads + head) * dHead);
      }
    }
    return { shape: [dModel, numHeads * dHead], values: repeated };
  };
  return { ...weights, key: repeat(weights.key), value: repeat(weights.value) };
}
