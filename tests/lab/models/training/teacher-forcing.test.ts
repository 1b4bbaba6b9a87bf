import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { shiftedRight } from '#lab/models/training/teacher-forcing.ts';
import { onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

onEveryBackend(() => {
  it.each([
    [[[5, 6, 7]], [0, 5, 6]],
    [
      [
        [1, 2],
        [3, 4],
      ],
      [0, 1, 0, 3],
    ],
    [[[9]], [0]],
  ])('%j shifted right behind the start token', (target, expected) => {
    const tokens = tf.tensor2d(target, undefined, 'int32');
    expect([...valuesOf(() => shiftedRight(tokens, 0))]).toEqual(expected);
    tokens.dispose();
  });
});
