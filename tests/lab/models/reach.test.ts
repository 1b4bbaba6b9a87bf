import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { reachOf } from '#lab/models/reach.ts';
import { linearRecurrence } from '#lab/models/recurrent/linear-recurrence.ts';
import { onEveryBackend } from '../../support/on-backend.ts';

onEveryBackend(() => {
  it.each([
    [0.5, 9],
    [0.9, 17],
    [1, 5],
  ])(
    'of h_t = %d h_{t−1} + x_t over %d positions is the factor to the power of the steps',
    (decay, n) => {
      const x = tf.randomNormal([n, 3]);
      const alive = tf.memory().numTensors;
      const reach = reachOf(
        x,
        (input) => {
          const steps = tf.reshape(input, [n, 1, 3]);
          return tf.reshape(linearRecurrence(tf.fill([n, 1, 3], decay), steps), [n, 3]);
        },
        3,
        1,
      );
      expect(reach).toBeCloseTo(decay ** (n - 1), 6);
      expect(tf.memory().numTensors).toBe(alive);
      x.dispose();
    },
  );

  it('is 0 where positions do not read each other, and 1 where all are read alike', () => {
    const x = tf.randomNormal([6, 4]);
    expect(reachOf(x, (input) => tf.square(input), 2, 1)).toBe(0);
    const mean = (input: tf.Tensor) => tf.add(tf.zerosLike(input), tf.mean(input, 0, true));
    expect(reachOf(x, mean, 2, 1)).toBeCloseTo(1, 6);
    x.dispose();
  });
});
