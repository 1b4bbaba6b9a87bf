import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { backendIds, loadBackend } from '#lab/backends/open-backend.ts';

describe.each(backendIds)('the backend %s', (id) => {
  it('computes, closes, and computes again once reopened', async () => {
    const backend = await loadBackend(id);
    for (const factor of [2, 3]) {
      const open = await backend.open();
      expect(open.id).toBe(id);
      const values = tf.tidy(() => tf.matMul([[1, 2]], tf.mul([[3], [4]], factor)).dataSync());
      expect(Array.from(values)).toEqual([11 * factor]);
      open.close();
    }
  });

  it('has the kernels that it promises', async () => {
    const backend = await loadBackend(id);
    const open = await backend.open();
    expect(Object.keys(open.fused)).toEqual(expect.arrayContaining([...backend.kernels]));
    open.close();
  });

  it('differentiates: the gradient of Σ x² is 2x', async () => {
    const open = await (await loadBackend(id)).open();
    const gradient = tf.tidy(() => tf.grad((x) => tf.sum(tf.square(x)))(tf.tensor1d([1, -3])));
    expect(Array.from(gradient.dataSync())).toEqual([2, -6]);
    gradient.dispose();
    open.close();
  });
});
