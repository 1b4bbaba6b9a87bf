import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { attentionGradientOracle } from '#lab/models/oracle/attention-gradient.ts';
import { dot, type Matrix, rowsOf } from '#lab/models/oracle/matrix.ts';
import { scaledDotProductOracle } from '#lab/models/oracle/scaled-dot-product.ts';
import { peakBytes } from '#lab/models/peak-bytes.ts';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import { blockwiseAttention } from '#lab/models/transformer/blockwise-attention.ts';
import { causalMask } from '#lab/models/transformer/masks.ts';
import { recomputedAttention } from '#lab/models/transformer/recomputed-attention.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const [n, m, dHead] = [5, 7, 4];

function inputs(seed: number) {
  const draw = seededNormal(seed);
  const rows = (count: number) => draw([1, 1, count, dHead], 1);
  return { query: rows(n), key: rows(m), value: rows(m), upstream: rows(n) };
}

const matrix = ({ shape, values }: DenseArray) => rowsOf({ shape: shape.slice(2), values });

type Attend = (query: tf.Tensor, key: tf.Tensor, value: tf.Tensor) => tf.Tensor;

/** Gradients of all three, one below the other. */
function gradients(attend: Attend, placed: Record<keyof ReturnType<typeof inputs>, tf.Tensor>) {
  const { query, key, value, upstream } = placed;
  const all = tf.grads(attend as (...args: tf.Tensor[]) => tf.Tensor)(
    [query, key, value],
    upstream,
  );
  return tf.concat(all, 2);
}

onEveryBackend((open) => {
  describe.each([1, 2, 3, m, 100])('recomputed, %d keys at a time', (blockSize) => {
    it('is attention, and has its gradient', () => {
      const arrays = inputs(blockSize);
      const { tensors, dispose } = toTensors(arrays);
      const { query, key, value } = tensors;
      const attend: Attend = (q, k, v) =>
        recomputedAttention(q, k, v, blockSize, undefined, open().fused);
      const values = valuesOf(() => attend(query, key, value));
      const slopes = valuesOf(() => gradients(attend, tensors));
      dispose();
      const head = {
        query: matrix(arrays.query),
        key: matrix(arrays.key),
        value: matrix(arrays.value),
      };
      const truth = scaledDotProductOracle(head.query, head.key, head.value);
      expectClose(values, Float64Array.from(truth.flatMap((row) => [...row])), m);
      expectClose(slopes, attentionGradientOracle(head, matrix(arrays.upstream)), 4 * m);
    });
  });

  it('takes a mask', () => {
    const draw = seededNormal(9);
    const shape = [2, 3, 6, dHead];
    const rows = () => draw(shape, 1);
    const arrays = { query: rows(), key: rows(), value: rows(), upstream: rows() };
    const { tensors, dispose } = toTensors({ ...arrays, mask: causalMask(6) });
    const { mask, ...placed } = tensors;
    const kernels = open().fused;
    const whole = valuesOf(() =>
      gradients((q, k, v) => scaledDotProductAttention(q, k, v, mask), placed),
    );
    const blocks = valuesOf(() =>
      gradients((q, k, v) => recomputedAttention(q, k, v, 4, mask, kernels), placed),
    );
    dispose();
    expectClose(blocks, whole, 24);
  });
});

it('keeps no matrix of weights: the gradient of twice the keys needs twice the memory', () => {
  const peak = (length: number, attend: Attend) => {
    const rows = () => tf.ones([1, 1, length, dHead]);
    const placed = { query: rows(), key: rows(), value: rows(), upstream: rows() };
    const bytes = peakBytes(() => gradients(attend, placed));
    tf.dispose(placed);
    return bytes;
  };
  const growth = (attend: Attend) => peak(512, attend) / peak(256, attend);
  expect(growth((q, k, v) => recomputedAttention(q, k, v, 16))).toBeLessThan(2.1);
  expect(growth((q, k, v) => blockwiseAttention(q, k, v, 16))).toBeGreaterThan(3);
  expect(growth((q, k, v) => scaledDotProductAttention(q, k, v))).toBeGreaterThan(3.5);
});

describe('the gradient in float64', () => {
  it('is the slope of attention along any one entry', () => {
    const { query, key, value, upstream } = inputs(4);
    const head = { query: matrix(query), key: matrix(key), value: matrix(value) };
    const asked = matrix(upstream);
    const loss = (all: typeof head) =>
      along(scaledDotProductOracle(all.query, all.key, all.value), asked);
    const step = 1e-6;
    const numeric = (['query', 'key', 'value'] as const).flatMap((name) =>
      head[name].flatMap((row, at) =>
        [...row.keys()].map((column) => {
          const moved = (by: number) => {
            const rows = head[name].map((each) => each.slice());
            (rows[at] as Float64Array)[column] = (row[column] as number) + by;
            return loss({ ...head, [name]: rows });
          };
          return (moved(step) - moved(-step)) / (2 * step);
        }),
      ),
    );
    const exact = attentionGradientOracle(head, asked);
    expect(exact.length).toBe(numeric.length);
    for (const [index, slope] of exact.entries())
      expect(slope).toBeCloseTo(numeric[index] as number, 8);
  });
});

const along = (output: Matrix, upstream: Matrix) =>
  output.reduce((sum, row, at) => sum + dot(row, upstream[at] as Float64Array, 0, row.length), 0);

it('wrong sizes are named', () => {
  const attend = () =>
    recomputedAttention(tf.zeros([1, 1, 5, 4]), tf.zeros([1, 1, 7, 4]), tf.zeros([1, 1, 6, 4]), 2);
  expect(() => tf.tidy(attend)).toThrow('value must have shape [B, h, 7, dHead]');
});
