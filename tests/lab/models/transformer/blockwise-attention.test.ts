import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten, rowsOf } from '#lab/models/oracle/matrix.ts';
import { scaledDotProductOracle } from '#lab/models/oracle/scaled-dot-product.ts';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import {
  attendPartially,
  blockwiseAttention,
  finishAttention,
  mergePartials,
  type PartialAttention,
} from '#lab/models/transformer/blockwise-attention.ts';
import { causalMask, causalPaddingMask, paddingMask } from '#lab/models/transformer/masks.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, maxAbsDelta, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const [n, m, dHead] = [5, 7, 4];

/** Inputs whose scores reach ± `size`: one key in two is far along the queries, or against them. */
function inputs(seed: number, size: number) {
  const draw = seededNormal(seed);
  return {
    query: draw([1, 1, n, dHead], Math.sqrt(size)),
    key: draw([1, 1, m, dHead], Math.sqrt(size)),
    value: draw([1, 1, m, dHead], 1),
  };
}

function truth({ query, key, value }: Record<'query' | 'key' | 'value', DenseArray>) {
  const matrix = ({ shape, values }: DenseArray) => rowsOf({ shape: shape.slice(2), values });
  return flatten(scaledDotProductOracle(matrix(query), matrix(key), matrix(value)));
}

onEveryBackend((open) => {
  describe.each([1, 1e4])('blockwise attention, scores of about ±%d', (size) => {
    it.each([1, 2, 3, m, 100])('is attention, %d keys at a time', (blockSize) => {
      const arrays = inputs(blockSize, size);
      const { tensors, dispose } = toTensors(arrays);
      const { query, key, value } = tensors;
      const values = valuesOf(() =>
        blockwiseAttention(query, key, value, blockSize, undefined, open().fused),
      );
      dispose();
      // A score of 10⁴ in float32 is off by about 10⁻³, and its exponential by as much, relatively.
      if (size === 1) expectClose(values, truth(arrays), m);
      else expect(maxAbsDelta(values, truth(arrays))).toBeLessThan(0.02);
    });
  });

  it('is merged to the same in any tree', () => {
    const { tensors, dispose } = toTensors(inputs(3, 1));
    const { query, key, value } = tensors;
    const whole = valuesOf(() => scaledDotProductAttention(query, key, value));
    const orders: ((parts: PartialAttention[]) => PartialAttention)[] = [
      (parts) => parts.reduce(mergePartials),
      (parts) => parts.reduceRight(mergePartials),
      ([a, b, c, ...rest]) =>
        [
          mergePartials(
            a as PartialAttention,
            mergePartials(b as PartialAttention, c as PartialAttention),
          ),
          ...rest,
        ].reduce(mergePartials),
    ];
    for (const inOrder of orders) {
      const merged = valuesOf(() => {
        const parts = Array.from({ length: m }, (_, at) =>
          attendPartially(
            query,
            tf.slice(key, [0, 0, at, 0], [1, 1, 1, dHead]),
            tf.slice(value, [0, 0, at, 0], [1, 1, 1, dHead]),
          ),
        );
        return finishAttention(inOrder(parts));
      });
      expectClose(merged, whole, m);
    }
    dispose();
  });

  it.each<[string, DenseArray, number]>([
    ['causal', causalMask(6), 1],
    ['padding', paddingMask([6, 2], 6), 2],
    ['both', causalPaddingMask([6, 2], 6), 2],
  ])('takes a mask: %s', (_, mask, batchSize) => {
    const draw = seededNormal(8);
    const shape = [batchSize, 2, 6, dHead];
    const arrays = { query: draw(shape, 1), key: draw(shape, 1), value: draw(shape, 1), mask };
    const { tensors, dispose } = toTensors(arrays);
    const { query, key, value, mask: placed } = tensors;
    const whole = valuesOf(() => scaledDotProductAttention(query, key, value, placed));
    const values = valuesOf(() => blockwiseAttention(query, key, value, 2, placed, open().fused));
    dispose();
    expectClose(values, whole, 6);
  });
});

describe('the gradient', () => {
  it('is that of attention', () => {
    const { tensors, dispose } = toTensors(inputs(5, 1));
    const { query, key, value } = tensors;
    const loss = (attend: (key: tf.Tensor) => tf.Tensor) =>
      tf.grad((x: tf.Tensor) => tf.sum(tf.square(attend(x))));
    const whole = tf.tidy(() => loss((x) => scaledDotProductAttention(query, x, value))(key));
    const blocks = tf.tidy(() => loss((x) => blockwiseAttention(query, x, value, 2))(key));
    expectClose(blocks.dataSync(), whole.dataSync(), 4 * m);
    tf.dispose([whole, blocks]);
    dispose();
  });
});

/** The merge in float64, as the paper writes it. */
type Part = { largest: number; total: number; summed: number };
const merge = (a: Part, b: Part): Part => {
  const largest = Math.max(a.largest, b.largest);
  const [left, right] = [Math.exp(a.largest - largest), Math.exp(b.largest - largest)];
  return {
    largest,
    total: a.total * left + b.total * right,
    summed: a.summed * left + b.summed * right,
  };
};

it('merges as the closed form does, for any two partial results', () => {
  const part = fc.record({
    largest: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    total: fc.double({ min: 1, max: 100, noNaN: true }),
    summed: fc.double({ min: -100, max: 100, noNaN: true }),
  });
  fc.assert(
    fc.property(part, part, (a, b) => {
      const place = ({ largest, total, summed }: Part): PartialAttention => ({
        largest: tf.tensor([Math.fround(largest)], [1, 1, 1, 1]),
        total: tf.tensor([total], [1, 1, 1, 1]),
        summed: tf.tensor([summed], [1, 1, 1, 1]),
      });
      const rounded = (each: Part) => ({ ...each, largest: Math.fround(each.largest) });
      const expected = merge(rounded(a), rounded(b));
      tf.tidy(() => {
        const { total, summed } = mergePartials(place(a), place(b));
        expect(total.dataSync()[0]).toBeCloseTo(expected.total, 3);
        expect(summed.dataSync()[0]).toBeCloseTo(expected.summed, 3);
      });
    }),
    { numRuns: 100 },
  );
});

describe('wrong sizes are named', () => {
  it.each([
    [[1, 1, 5, 4], [1, 1, 7, 3], [1, 1, 7, 3], 2, 'key must have shape [1, 1, m, 4]'],
    [[1, 1, 5, 4], [1, 1, 7, 4], [1, 1, 6, 4], 2, 'value must have shape [B, h, 7, dHead]'],
    [[5, 4], [1, 1, 7, 4], [1, 1, 7, 4], 2, 'query must have shape [B, h, n, dHead]'],
    [[1, 1, 5, 4], [1, 1, 7, 4], [1, 1, 7, 4], 0, 'blockSize must be an integer from 1'],
    [[1, 1, 5, 4], [1, 1, 7, 4], [1, 1, 7, 4], 1.5, 'received 1.5'],
  ])('%j, %j, %j, blocks of %d', (query, key, value, blockSize, message) => {
    const attend = () =>
      blockwiseAttention(tf.zeros(query), tf.zeros(key), tf.zeros(value), blockSize);
    expect(() => tf.tidy(attend)).toThrow(message);
  });
});
