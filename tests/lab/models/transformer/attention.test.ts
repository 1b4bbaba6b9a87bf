import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { maxAbsDelta, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

onEveryBackend((open) => {
  const draw = seededNormal(11);

  it('with equal keys every query gets the mean of the values', () => {
    const key = { shape: [1, 1, 3, 2], values: Float32Array.of(1, 2, 1, 2, 1, 2) };
    const value = { shape: [1, 1, 3, 1], values: Float32Array.of(3, 6, 12) };
    const { tensors, dispose } = toTensors({ query: draw([1, 1, 4, 2], 1), key });
    const placed = toTensors({ value });
    // dHead of the values is that of the keys in the paper's models, so they are widened.
    const values = valuesOf(() => {
      const wide = tf.concat([placed.tensors.value, placed.tensors.value], 3); // [1, 1, 3, 2]
      return scaledDotProductAttention(tensors.query, tensors.key, wide, undefined, open().fused);
    });
    dispose();
    placed.dispose();
    expect(maxAbsDelta(values, Array(8).fill(7))).toBeLessThan(1e-5);
  });

  it('a query far along one key takes that key’s value', () => {
    const { tensors, dispose } = toTensors({
      query: { shape: [1, 1, 1, 2], values: Float32Array.of(100, 0) },
      key: { shape: [1, 1, 2, 2], values: Float32Array.of(1, 0, -1, 0) },
      value: { shape: [1, 1, 2, 2], values: Float32Array.of(5, -5, 9, 9) },
    });
    const { query, key, value } = tensors;
    const values = valuesOf(() =>
      scaledDotProductAttention(query, key, value, undefined, open().fused),
    );
    dispose();
    expect([...values]).toEqual([5, -5]);
  });

  it('scales by the root of dHead: scores of ln 3 weigh 3 to 1', () => {
    // q·k = √dHead · ln 3 for the first key and 0 for the second.
    const dHead = 4;
    const { tensors, dispose } = toTensors({
      query: { shape: [1, 1, 1, dHead], values: Float32Array.of(2 * Math.log(3), 0, 0, 0) },
      key: { shape: [1, 1, 2, dHead], values: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0) },
      value: { shape: [1, 1, 2, dHead], values: Float32Array.of(4, 0, 0, 0, 0, 4, 0, 0) },
    });
    const { query, key, value } = tensors;
    const values = valuesOf(() =>
      scaledDotProductAttention(query, key, value, undefined, open().fused),
    );
    dispose();
    expect(maxAbsDelta(values, [3, 1, 0, 0])).toBeLessThan(1e-5);
  });
});

describe('wrong shapes name the argument, what was received and what is expected', () => {
  it.each([
    [
      [2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      'query must have shape [B, h, n, dHead]; received [2, 3, 4].',
    ],
    [
      [1, 2, 3, 4],
      [1, 2, 3, 5],
      [1, 2, 3, 4],
      'key must have shape [1, 2, m, 4]; received [1, 2, 3, 5].',
    ],
    [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 5, 4],
      'value must have shape [1, 2, 3, 4]; received [1, 2, 5, 4].',
    ],
    [
      [1, 2, 0, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      'query must have shape [B, h, n, dHead], all above 0; received [1, 2, 0, 4].',
    ],
    [
      [1, 2, 3, 4],
      [1, 2, 0, 4],
      [1, 2, 0, 4],
      'key must have shape [1, 2, m, 4], all above 0; received [1, 2, 0, 4].',
    ],
  ])('%j, %j, %j', (query, key, value, message) => {
    const tensors = [query, key, value].map((shape) => tf.zeros(shape)) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    expect(() => tf.tidy(() => scaledDotProductAttention(...tensors))).toThrow(message);
    tf.dispose(tensors);
  });
});
