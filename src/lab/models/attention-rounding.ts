import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from './kernels.ts';
import { flatten, rowsOf } from './oracle/matrix.ts';
import { scaledDotProductOracle } from './oracle/scaled-dot-product.ts';
import { attendInOrder, type MergeOrder, mergeOrders } from './transformer/merge-orders.ts';
import { type DenseArray, type OnBackend, seededNormal, toTensors } from './weights.ts';

/** One head of attention, and the gradient that comes back to its output; [1, 1, n, dHead] each. */
export interface OneHead {
  query: DenseArray;
  key: DenseArray;
  value: DenseArray;
  upstream: DenseArray;
}

/** Attention, by any algorithm. */
export type Attend = (placed: OnBackend<OneHead>) => tf.Tensor;

/** The standard deviations of the scores that are tried. */
const scoreSizes = [1, 10, 100, 10_000];

/** Draws a head whose scores have the standard deviation `scoreSize`. */
export function drawHead(n: number, dHead: number, seed: number, scoreSize = 1): OneHead {
  const draw = seededNormal(seed);
  const rows = (deviation: number) => draw([1, 1, n, dHead], deviation);
  const root = Math.sqrt(scoreSize);
  return { query: rows(root), key: rows(root), value: rows(1), upstream: rows(1) };
}

/** The rows of one head, in float64. */
export function headRows({ shape, values }: DenseArray) {
  return rowsOf({ shape: shape.slice(2), values });
}

export function attentionTruth({ query, key, value }: OneHead): Float64Array {
  return flatten(scaledDotProductOracle(headRows(query), headRows(key), headRows(value)));
}

/**
 * What rounding does to attention, for each size of the scores: 'lost-rows', rows of the output with an
 * entry that is no number, and, where none is lost, 'largest-error', the largest difference from float64.
 */
export function observeRounding(n: number, dHead: number, seed: number, attend: Attend) {
  const heads = scoreSizes.map((size) => drawHead(n, dHead, seed, size));
  const outputs = heads.map((head) => computeOn(head, attend));
  const lost = outputs.map((values) => lostRows(values, dHead));
  const labels = scoreSizes.map(String);
  const lostRowsFound = { name: 'lost-rows', shape: [lost.length], values: lost, labels };
  if (lost.some((count) => count > 0)) return [lostRowsFound];
  const errors = outputs.map((values, at) =>
    largestDifference(values, attentionTruth(heads[at] as OneHead)),
  );
  return [lostRowsFound, { name: 'largest-error', shape: [errors.length], values: errors, labels }];
}

/** The largest difference from float64 by the order in which blocks are merged: 'error-by-order'. */
export function observeOrders(head: OneHead, blockSize: number, seed: number, kernels: Kernels) {
  const truth = attentionTruth(head);
  const labels = Object.keys(mergeOrders) as MergeOrder[];
  const values = labels.map((order) => {
    const merged: Attend = (placed) => attendInOrder(placed, blockSize, order, seed, kernels);
    return largestDifference(computeOn(head, merged), truth);
  });
  return { name: 'error-by-order', shape: [values.length], values, labels };
}

function computeOn(head: OneHead, attend: Attend): Float32Array {
  const { tensors, dispose } = toTensors(head);
  const output = tf.tidy(() => attend(tensors));
  const values = output.dataSync<'float32'>().slice();
  output.dispose();
  dispose();
  return values;
}

function lostRows(values: Float32Array, dHead: number): number {
  const rows = Array.from({ length: values.length / dHead }, (_, row) =>
    values.subarray(row * dHead, (row + 1) * dHead),
  );
  return rows.filter((row) => row.some((each) => !Number.isFinite(each))).length;
}

function largestDifference(values: Float32Array, truth: Float64Array): number {
  return truth.reduce((max, each, at) => Math.max(max, Math.abs(each - (values[at] as number))), 0);
}
