import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { flatten, rowsOf } from '#lab/models/oracle/matrix.ts';
import { scaledDotProductOracle } from '#lab/models/oracle/scaled-dot-product.ts';
import {
  attendInOrder,
  type MergeOrder,
  mergeOrders,
} from '#lab/models/transformer/merge-orders.ts';
import { unshiftedAttention } from '#lab/models/transformer/unshifted-attention.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const [n, m, dHead] = [5, 13, 4];

function inputs(seed: number, deviation = 1) {
  const draw = seededNormal(seed);
  const rows = (count: number) => draw([1, 1, count, dHead], deviation);
  return { query: rows(n), key: rows(m), value: rows(m) };
}

function truth({ query, key, value }: ReturnType<typeof inputs>) {
  const matrix = ({ shape, values }: DenseArray) => rowsOf({ shape: shape.slice(2), values });
  return flatten(scaledDotProductOracle(matrix(query), matrix(key), matrix(value)));
}

onEveryBackend((open) => {
  describe.each(Object.keys(mergeOrders) as MergeOrder[])('merged %s', (order) => {
    it.each([1, 2, 5, m])('is attention, %d keys at a time', (blockSize) => {
      const arrays = inputs(blockSize);
      const { tensors, dispose } = toTensors(arrays);
      const values = valuesOf(() => attendInOrder(tensors, blockSize, order, 7, open().fused));
      dispose();
      expectClose(values, truth(arrays), m);
    });
  });

  it('unshifted it is attention for small scores, and lost for large ones', () => {
    for (const [deviation, lost] of [
      [1, false],
      [100, true],
    ] as const) {
      const arrays = inputs(3, deviation);
      const { tensors, dispose } = toTensors(arrays);
      const { query, key, value } = tensors;
      const values = valuesOf(() => unshiftedAttention(query, key, value, open().fused));
      dispose();
      if (lost) expect(values.every((each) => Number.isFinite(each))).toBe(false);
      else expectClose(values, truth(arrays), m);
    }
  });
});

it('every order merges once less than there are blocks', () => {
  const tensorsMade = (order: MergeOrder, count: number) =>
    tf.tidy(() => {
      const one = () => tf.ones([1, 1, 1, 1]);
      const part = () => ({ largest: one(), total: one(), summed: one() });
      const parts = Array.from({ length: count }, part);
      const before = tf.memory().numTensors;
      mergeOrders[order](parts, 1);
      return tf.memory().numTensors - before;
    });
  const oneMerge = tensorsMade('in-turn', 2);
  for (const order of Object.keys(mergeOrders) as MergeOrder[]) {
    expect(tensorsMade(order, 1), order).toBe(0);
    expect(tensorsMade(order, 9), order).toBe(8 * oneMerge);
  }
});
