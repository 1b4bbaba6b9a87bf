import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { linear } from '#lab/models/linear.ts';
import { toTensors } from '#lab/models/weights.ts';
import { onEveryBackend, valuesOf } from '../../support/on-backend.ts';

const dense = (shape: number[], ...values: number[]) => ({
  shape,
  values: Float32Array.from(values),
});

onEveryBackend((open) => {
  it('is x W + b, and its gradients are dy Wᵀ, xᵀ dy and the sum of dy over rows', () => {
    const { tensors, dispose } = toTensors({
      x: dense([3, 2], 1, 2, 3, 4, 5, 6),
      kernel: dense([2, 2], 1, -1, 0, 2),
      bias: dense([2], 10, 20),
      dy: dense([3, 2], 1, 0, 0, 1, 2, -1),
    });
    const { x, kernel, bias, dy } = tensors;
    const kernels = open().fused;
    expect([...valuesOf(() => linear(x, kernel, bias, kernels))]).toEqual([11, 23, 13, 25, 15, 27]);
    const loss = (...each: tf.Tensor[]) => {
      const [ownX, ownKernel, ownBias] = each as [tf.Tensor, tf.Tensor, tf.Tensor];
      return tf.sum(tf.mul(linear(ownX, ownKernel, ownBias, kernels), dy));
    };
    const gradients = valuesOf(() =>
      tf.concat(
        tf
          .grads(loss)([x, kernel, bias])
          .map((each) => tf.reshape(each, [-1])),
      ),
    );
    expect([...gradients]).toEqual([1, 0, -1, 2, 3, -2, 11, -2, 14, -2, 3, 0]);
    dispose();
  });
});
