import * as tf from '@tensorflow/tfjs-core';
import { expectDivides, expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import type { DenseArray, Draw } from '../weights.ts';
import { scaledDotProductAttention } from './attention.ts';
import { mergeHeads, splitHeads } from './heads.ts';

/** Projections of multi-head attention, each [dModel, dModel] (Vaswani et al. 2017, sec. 3.2.2). */
export interface AttentionWeights<Leaf> {
  query: Leaf;
  key: Leaf;
  value: Leaf;
  output: Leaf;
}

/** B·n rows are B sequences of n positions, each cut into heads. */
export interface AttentionOptions {
  batchSize: number;
  numHeads: number;
  kernels?: Kernels | undefined;
}

// #region self-attention
/**
 * Multi-head attention, Concat(head₁, …, head_h) W^O with head_i = Attention(x W_i^Q, memory W_i^K,
 * memory W_i^V) (Vaswani et al. 2017, sec. 3.2.2), all heads in one batched product.
 * x [B·n, dModel] asks, memory [B·m, dModel] answers; [B·n, dModel]. Mask as in attention.ts.
 */
export function multiHeadAttention(
  x: tf.Tensor,
  memory: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  options: AttentionOptions,
  mask?: tf.Tensor,
): tf.Tensor {
  const { kernels } = options;
  expectRows(x, memory, weights.query.shape[0] as number, options);
  const query = splitHeads(linear(x, weights.query, undefined, kernels), options); // [B, h, n, dHead]
  const key = splitHeads(linear(memory, weights.key, undefined, kernels), options); // [B, h, m, dHead]
  const value = splitHeads(linear(memory, weights.value, undefined, kernels), options); // [B, h, m, dHead]
  const heads = scaledDotProductAttention(query, key, value, mask, kernels); // [B, h, n, dHead]
  return linear(mergeHeads(heads), weights.output, undefined, kernels); // [B·n, dModel]
}
// #endregion

/** The same function with the heads one after another, each with its columns of W^Q, W^K and W^V. */
export function multiHeadAttentionByLoop(
  x: tf.Tensor,
  memory: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  options: AttentionOptions,
  mask?: tf.Tensor,
): tf.Tensor {
  const { numHeads, kernels } = options;
  const dModel = weights.query.shape[0] as number;
  expectRows(x, memory, dModel, options);
  const one = { batchSize: options.batchSize, numHeads: 1 };
  const project = (from: tf.Tensor, kernel: tf.Tensor, head: number) => {
    const dHead = dModel / numHeads;
    const columns = tf.slice(kernel, [0, head * dHead], [dModel, dHead]); // [dModel, dHead]
    return splitHeads(linear(from, columns, undefined, kernels), one); // [B, 1, rows / B, dHead]
  };
  const heads = Array.from({ length: numHeads }, (_, head) => {
    const query = project(x, weights.query, head); // [B, 1, n, dHead]
    const key = project(memory, weights.key, head); // [B, 1, m, dHead]
    const value = project(memory, weights.value, head); // [B, 1, m, dHead]
    return mergeHeads(scaledDotProductAttention(query, key, value, mask, kernels)); // [B·n, dHead]
  });
  return linear(tf.concat(heads, 1), weights.output, undefined, kernels); // [B·n, dModel]
}

/** Projections with W^Q, W^K and W^V side by side: queryKeyValue [dModel, 3·dModel]. */
export interface FusedAttentionWeights<Leaf> {
  queryKeyValue: Leaf;
  output: Leaf;
}

/** The same function for self-attention, with one product in the place of three projections. */
export function fusedSelfAttention(
  x: tf.Tensor,
  weights: FusedAttentionWeights<tf.Tensor>,
  options: AttentionOptions,
  mask?: tf.Tensor,
): tf.Tensor {
  const { kernels } = options;
  expectRows(x, x, weights.queryKeyValue.shape[0] as number, options);
  const projected = linear(x, weights.queryKeyValue, undefined, kernels); // [B·n, 3·dModel]
  const [query, key, value] = tf
    .split(projected, 3, 1) // each [B·n, dModel]
    .map((part) => splitHeads(part, options)) as [tf.Tensor, tf.Tensor, tf.Tensor]; // [B, h, n, dHead]
  const heads = scaledDotProductAttention(query, key, value, mask, kernels); // [B, h, n, dHead]
  return linear(mergeHeads(heads), weights.output, undefined, kernels); // [B·n, dModel]
}

/** Sets the three projections side by side. */
export function fuseProjections(
  weights: AttentionWeights<DenseArray>,
): FusedAttentionWeights<DenseArray> {
  const dModel = weights.query.shape[0] as number;
  const values = new Float32Array(3 * dModel * dModel);
  for (const [part, { values: own }] of [weights.query, weights.key, weights.value].entries()) {
    for (let row = 0; row < dModel; row++) {
      values.set(own.subarray(row * dModel, (row + 1) * dModel), (3 * row + part) * dModel);
    }
  }
  return { queryKeyValue: { shape: [dModel, 3 * dModel], values }, output: weights.output };
}

export function drawAttention(draw: Draw, dModel: number): AttentionWeights<DenseArray> {
  const square = () => draw([dModel, dModel], 1 / Math.sqrt(dModel));
  return { query: square(), key: square(), value: square(), output: square() };
}

function expectRows(
  x: tf.Tensor,
  memory: tf.Tensor,
  dModel: number,
  { batchSize, numHeads }: AttentionOptions,
): void {
  expectShape('x', x, ['B·n', dModel]);
  expectShape('memory', memory, ['B·m', dModel]);
  expectDivides(['numHeads', numHeads], ['dModel', dModel]);
  expectDivides(['batchSize', batchSize], ['the rows of x', x.shape[0] as number]);
  expectDivides(['batchSize', batchSize], ['the rows of memory', memory.shape[0] as number]);
}
