import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import {
  bandBlockMask,
  bandedAttention,
  bandMask,
} from '#lab/models/transformer/banded-attention.ts';
import { causalMask } from '#lab/models/transformer/masks.ts';
import { packedMask } from '#lab/models/transformer/packed-mask.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const isSeen = (values: Float32Array, n: number) =>
  Array.from({ length: n }, (_, row) =>
    Array.from({ length: n }, (_, column) => (values[row * n + column] === 0 ? 1 : 0)),
  );

describe('masks', () => {
  it('of a band let a position see itself and those shortly before it', () => {
    expect(isSeen(bandMask(4, 2).values, 4)).toEqual([
      [1, 0, 0, 0],
      [1, 1, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 1, 1],
    ]);
  });

  it('of a band as wide as the sequence are causal', () => {
    expect(bandMask(5, 5)).toEqual(causalMask(5));
  });

  it('of packed sequences keep them apart', () => {
    expect(isSeen(packedMask([1, 2, 1]).values, 4)).toEqual([
      [1, 0, 0, 0],
      [0, 1, 1, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 1],
    ]);
  });

  it.each([[[]], [[2, 0]], [[1.5]], [[-1]]])('of packed sequences refuse lengths %j', (lengths) => {
    expect(() => packedMask(lengths)).toThrow('lengths must be integers from 1');
  });
});

onEveryBackend((open) => {
  describe('banded attention', () => {
    it.each([
      [6, 1],
      [6, 2],
      [6, 3],
      [6, 6],
      [1, 1],
      [32, 8],
    ])('of %d positions in a window of %d is attention under the mask of a band', (n, width) => {
      const draw = seededNormal(n + width);
      const shape = [2, 3, n, 4];
      const { tensors, dispose } = toTensors({
        query: draw(shape, 1),
        key: draw(shape, 1),
        value: draw(shape, 1),
        band: bandMask(n, width),
        blocks: bandBlockMask(n, width),
      });
      const { query, key, value, band, blocks } = tensors;
      const whole = valuesOf(() => scaledDotProductAttention(query, key, value, band));
      const values = valuesOf(() =>
        bandedAttention(query, key, value, width, blocks, open().fused),
      );
      dispose();
      expectClose(values, whole, 2 * width);
    });
  });

  it('packed sequences are attended to as each alone', () => {
    const lengths = [3, 1, 4];
    const n = 8;
    const draw = seededNormal(4);
    const shape = [1, 2, n, 4];
    const { tensors, dispose } = toTensors({
      query: draw(shape, 1),
      key: draw(shape, 1),
      value: draw(shape, 1),
      mask: packedMask(lengths),
    });
    const { query, key, value, mask } = tensors;
    const packed = valuesOf(() => scaledDotProductAttention(query, key, value, mask, open().fused));
    const alone = valuesOf(() => {
      let start = 0;
      const parts = lengths.map((length) => {
        const own = (x: tf.Tensor) => tf.slice(x, [0, 0, start, 0], [1, 2, length, 4]);
        const attended = scaledDotProductAttention(own(query), own(key), own(value));
        start += length;
        return attended;
      });
      return tf.concat(parts, 2);
    });
    dispose();
    expectClose(packed, alone, n);
  });
});

describe('wrong sizes are named', () => {
  const x = () => tf.zeros([1, 1, 6, 4]);
  it.each([
    [4, [1, 1, 4, 8], 'width must divide n; received width 4 and n 6.'],
    [0, [1, 1, 4, 8], 'width must divide n'],
    [3, [2, 1, 3, 3], 'mask must have shape [2, 1, 3, 6]; received [2, 1, 3, 3].'],
  ])('a window of %d', (width, shape, message) => {
    expect(() => tf.tidy(() => bandedAttention(x(), x(), x(), width, tf.zeros(shape)))).toThrow(
      message,
    );
  });
});
