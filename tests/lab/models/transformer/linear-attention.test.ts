import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { linearAttentionOracle } from '#lab/models/oracle/linear-attention.ts';
import { flatten, rowsOf } from '#lab/models/oracle/matrix.ts';
import {
  linearAttentionByScores,
  linearAttentionByState,
} from '#lab/models/transformer/linear-attention.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, maxAbsDelta, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const bracketings = [
  ['the scores first', linearAttentionByScores],
  ['the state first', linearAttentionByState],
] as const;

onEveryBackend((open) => {
  describe.each(bracketings)('linear attention, %s', (_, attend) => {
    it.each([
      [1, 1, 4],
      [5, 7, 3],
      [33, 33, 8],
    ])('of %d queries and %d keys of %d agrees with the float64 oracle', (n, m, dHead) => {
      const draw = seededNormal(n * m);
      const arrays = {
        query: draw([1, 1, n, dHead], 1),
        key: draw([1, 1, m, dHead], 1),
        value: draw([1, 1, m, dHead], 1),
      };
      const { tensors, dispose } = toTensors(arrays);
      const values = valuesOf(() =>
        attend(tensors.query, tensors.key, tensors.value, open().fused),
      );
      dispose();
      const matrix = ({ shape, values: flat }: DenseArray) =>
        rowsOf({ shape: shape.slice(2), values: flat });
      const { query, key, value } = arrays;
      const truth = linearAttentionOracle(matrix(query), matrix(key), matrix(value));
      expectClose(values, flatten(truth), m + dHead);
    });

    it('gives the mean of the values where all keys are equal', () => {
      const { tensors, dispose } = toTensors({
        query: seededNormal(1)([1, 1, 2, 2], 1),
        key: { shape: [1, 1, 3, 2], values: Float32Array.of(1, -2, 1, -2, 1, -2) },
        value: { shape: [1, 1, 3, 2], values: Float32Array.of(3, 0, 6, 0, 12, 3) },
      });
      const values = valuesOf(() => attend(tensors.query, tensors.key, tensors.value));
      dispose();
      expect(maxAbsDelta(values, [7, 1, 7, 1])).toBeLessThan(1e-5);
    });
  });

  it('keeps several sequences and heads apart', () => {
    const draw = seededNormal(6);
    const shape = [2, 3, 5, 4];
    const { tensors, dispose } = toTensors({
      query: draw(shape, 1),
      key: draw(shape, 1),
      value: draw(shape, 1),
    });
    const { query, key, value } = tensors;
    const [scores, state] = bracketings.map(([, attend]) =>
      valuesOf(() => attend(query, key, value, open().fused)),
    );
    const one = (x: tf.Tensor) => tf.slice(x, [1, 2, 0, 0], [1, 1, 5, 4]);
    const alone = valuesOf(() => linearAttentionByState(one(query), one(key), one(value)));
    dispose();
    expectClose(state ?? [], scores ?? [], 9);
    expectClose((state ?? new Float32Array()).slice(-20), alone, 9);
  });
});

it.each([
  [[1, 1, 5, 4], [1, 1, 7, 3], 'key must have shape [1, 1, m, 4]; received [1, 1, 7, 3].'],
  [[5, 4], [1, 1, 7, 4], 'query must have shape [B, h, n, dHead]; received [5, 4].'],
])('refuses %j over %j', (query, key, message) => {
  for (const [, attend] of bracketings) {
    expect(() => tf.tidy(() => attend(tf.zeros(query), tf.zeros(key), tf.zeros(key)))).toThrow(
      message,
    );
  }
});
