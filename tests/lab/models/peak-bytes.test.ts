import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { peakBytes } from '#lab/models/peak-bytes.ts';
import { onEveryBackend } from '../../support/on-backend.ts';

const rows = () => tf.ones([10, 100]); // 4,000 bytes

onEveryBackend(() => {
  it.each<[string, () => tf.Tensor, number]>([
    ['a sum of two: three arrays', () => tf.add(rows(), rows()), 12_000],
    [
      'what was freed before does not count again',
      () => {
        const sum = tf.tidy(() => tf.add(rows(), rows()));
        return tf.square(sum);
      },
      12_000,
    ],
    ['what is kept does', () => tf.square(tf.add(rows(), rows())), 16_000],
  ])('%s', (_, run, bytes) => {
    const before = tf.memory();
    expect(peakBytes(run)).toBe(bytes);
    expect(tf.memory().numTensors).toBe(before.numTensors);
  });

  it('a view is free, but for native TensorFlow, which makes a tensor of it and one of its shape', () => {
    const peak = peakBytes(() => tf.reshape(tf.add(rows(), rows()), [1000]));
    expect(peak).toBe(tf.getBackend() === 'tensorflow' ? 16_004 : 12_000);
  });

  it('counts no input', () => {
    const input = rows();
    expect(peakBytes(() => tf.square(input))).toBe(4000);
    input.dispose();
  });

  it('leaves the engine as it was, also where the computation fails', () => {
    const fail = () => {
      throw new RangeError('no');
    };
    expect(() => peakBytes(fail)).toThrow('no');
    expect(Object.keys(tf.engine())).not.toContain('trackTensor');
    expect(Object.keys(tf.engine())).not.toContain('removeDataId');
  });
});
