import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { dependencyChain } from '#lab/models/dependency-chain.ts';
import { lstmLayer } from '#lab/models/probed-layers.ts';
import { toTensors } from '#lab/models/weights.ts';
import { onEveryBackend } from '../../support/on-backend.ts';

onEveryBackend((open) => {
  const one = () => tf.tensor1d([1, 2]);

  it.each<[string, (x: tf.Tensor) => tf.Tensor, { longestPath: number; kernels: number }]>([
    ['one kernel', (x) => tf.relu(x), { longestPath: 1, kernels: 1 }],
    ['two in a chain', (x) => tf.relu(tf.neg(x)), { longestPath: 2, kernels: 2 }],
    ['two side by side', (x) => tf.add(tf.relu(x), tf.neg(x)), { longestPath: 2, kernels: 3 }],
    [
      'the longer of two ways',
      (x) => tf.add(x, tf.relu(tf.neg(tf.square(x)))),
      { longestPath: 4, kernels: 4 },
    ],
    ['no views', (x) => tf.relu(tf.reshape(x, [2, 1])), { longestPath: 1, kernels: 1 }],
    [
      'weights in the total, not in the chain',
      (x) => tf.add(x, tf.relu(tf.neg(tf.ones([2])))),
      { longestPath: 1, kernels: 3 },
    ],
    [
      'nothing that the result does not need',
      (x) => {
        tf.square(x);
        return tf.relu(x);
      },
      { longestPath: 1, kernels: 1 },
    ],
    [
      'an operation with its own gradient as one kernel',
      (x) =>
        tf.customGrad((each) => ({
          value: tf.neg(tf.square(each as tf.Tensor)),
          gradFunc: (dy: tf.Tensor) => dy,
        }))(x),
      { longestPath: 1, kernels: 1 },
    ],
  ])('counts %s', (_, run, expected) => {
    const x = one();
    expect(dependencyChain([x], () => run(x))).toEqual(expected);
    x.dispose();
  });

  it('refuses a result that none of the inputs reaches', () => {
    const [x, other] = [one(), one()];
    expect(() => dependencyChain([other], () => tf.relu(x))).toThrow(
      'No kernel leads from the 1 given inputs to the result',
    );
    tf.dispose([x, other]);
  });

  it('leaves no tensor behind, and gradients as they were', () => {
    const { tensors, dispose } = toTensors(lstmLayer.inputs(3, 1));
    const alive = tf.memory().numTensors;
    dependencyChain([tensors.x], () => lstmLayer.compute(tensors, open().fused));
    expect(tf.memory().numTensors).toBe(alive);
    const gradient = tf.tidy(() =>
      tf
        .grad((x) => tf.sum(tf.square(x)))(tensors.x)
        .dataSync(),
    );
    expect(Array.from(gradient)).toEqual(Array.from(tensors.x.dataSync(), (each) => 2 * each));
    dispose();
  });
});
