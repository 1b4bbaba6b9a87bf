import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { crossEntropy } from '#lab/models/training/cross-entropy.ts';
import { onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

onEveryBackend(() => {
  const lossOf = (logits: number[][], targets: number[], counted?: number[]) =>
    valuesOf(() =>
      crossEntropy(
        tf.tensor2d(logits),
        tf.tensor1d(targets, 'int32'),
        counted && tf.tensor1d(counted),
      ),
    )[0];

  it('of equal logits is the logarithm of the vocabulary', () => {
    expect(lossOf([Array(7).fill(3), Array(7).fill(-2)], [0, 6])).toBeCloseTo(Math.log(7), 6);
  });

  it('is the mean over all positions, not the last', () => {
    // p(target) = 3/4, then 1/4.
    const logits = [
      [Math.log(3), 0],
      [Math.log(3), 0],
    ];
    const mean = -(Math.log(3 / 4) + Math.log(1 / 4)) / 2;
    expect(lossOf(logits, [0, 1])).toBeCloseTo(mean, 6);
  });

  it('leaves out positions that do not count, and divides by those that do', () => {
    const logits = [
      [Math.log(3), 0],
      [Math.log(3), 0],
      [50, -50],
    ];
    const mean = -(Math.log(3 / 4) + Math.log(1 / 4)) / 2;
    expect(lossOf(logits, [0, 1, 1], [1, 1, 0])).toBeCloseTo(mean, 6);
  });

  it('stays finite for logits far apart', () => {
    expect(lossOf([[1e4, -1e4]], [1])).toBeCloseTo(2e4, 0);
  });
});

describe('wrong shapes', () => {
  it.each([
    [[2, 3, 4], [2], 'logits must have shape [rows, V]; received [2, 3, 4].'],
    [[2, 3], [3], 'targets must have shape [2]; received [3].'],
    [[0, 3], [0], 'logits must have shape [rows, V], all above 0; received [0, 3].'],
  ])('logits %j, targets %j', (logitsShape, targetsShape, message) => {
    const [logits, targets] = [tf.zeros(logitsShape), tf.zeros(targetsShape, 'int32')];
    expect(() => tf.tidy(() => crossEntropy(logits, targets))).toThrow(message);
    tf.dispose([logits, targets]);
  });
});
