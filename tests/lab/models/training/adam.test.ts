import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { adamStart, adamStep } from '#lab/models/training/adam.ts';
import { onEveryBackend } from '../../../support/on-backend.ts';

onEveryBackend(() => {
  it('a first step has the length of the learning rate, whatever the size of the gradient', () => {
    // Bias correction makes m̂ = g and v̂ = g², so the step is α·g/|g| (Kingma and Ba 2015, sec. 2.1).
    const weights = { kernel: tf.tensor1d([1, 1, 1]), deeper: [tf.scalar(2)] };
    const gradients = { kernel: tf.tensor1d([1e-3, -5, 2e4]), deeper: [tf.scalar(-1)] };
    const alive = tf.memory().numTensors;
    const start = adamStart(weights);
    const next = adamStep(weights, gradients, start, { learningRate: 0.1 });
    const moved = [
      ...next.weights.kernel.dataSync(),
      ...(next.weights.deeper[0] as tf.Tensor).dataSync(),
    ];
    for (const [index, expected] of [0.9, 1.1, 0.9, 2.1].entries()) {
      expect(moved[index]).toBeCloseTo(expected, 5);
    }
    expect(next.state.step).toBe(1);
    expect(weights.kernel.isDisposed).toBe(false);
    tf.dispose([start.mean, start.square, next.weights, next.state.mean, next.state.square]);
    expect(tf.memory().numTensors).toBe(alive);
    tf.dispose([weights, gradients]);
  });

  it('with gradients that alternate in sign it hardly moves, with steady ones it keeps its pace', () => {
    const travel = (signOf: (step: number) => number) =>
      tf.tidy(() => {
        let weights = { w: tf.scalar(0) as tf.Tensor };
        let state = adamStart(weights);
        for (let step = 0; step < 20; step++) {
          const next = adamStep(weights, { w: tf.scalar(signOf(step)) as tf.Tensor }, state, {
            learningRate: 0.1,
          });
          ({ weights, state } = next);
        }
        return weights.w.dataSync()[0] as number;
      });
    expect(travel(() => 1)).toBeCloseTo(-2, 4);
    expect(Math.abs(travel((step) => (step % 2 === 0 ? 1 : -1)))).toBeLessThan(0.3);
  });
});
