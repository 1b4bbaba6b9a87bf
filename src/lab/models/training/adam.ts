import * as tf from '@tensorflow/tfjs-core';
import { leavesOf, withLeaves } from '../tensor-tree.ts';

/** Constants of Adam; the defaults are those that Kingma and Ba 2015 recommend. */
export interface AdamOptions {
  learningRate: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

/** What Adam remembers between steps: running means of the gradients and of their squares. */
export interface AdamState<Weights> {
  step: number;
  mean: Weights;
  square: Weights;
}

/** The state before the first step: all means are zero. */
export function adamStart<Weights extends object>(weights: Weights): AdamState<Weights> {
  const zeros = () =>
    withLeaves(
      weights,
      leavesOf(weights).map((each) => tf.zerosLike(each)),
    );
  return { step: 0, mean: zeros(), square: zeros() };
}

/**
 * One step of Adam (Kingma and Ba 2015, algorithm 1), for every weight:
 * m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − α · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and
 * v̂ = v / (1 − β₂ᵗ). Returns new weights and a new state; the old ones are their owner's to dispose.
 */
export function adamStep<Weights extends object>(
  weights: Weights,
  gradients: Weights,
  state: AdamState<Weights>,
  { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions,
): { weights: Weights; state: AdamState<Weights> } {
  const step = state.step + 1;
  const [grads, means, squares] = [gradients, state.mean, state.square].map(leavesOf) as [
    tf.Tensor[],
    tf.Tensor[],
    tf.Tensor[],
  ];
  const next = leavesOf(weights).map((weight, index) =>
    tf.tidy(() => {
      const gradient = grads[index] as tf.Tensor;
      const mean = decayed(means[index] as tf.Tensor, gradient, beta1);
      const square = decayed(squares[index] as tf.Tensor, tf.square(gradient), beta2);
      const meanHat = tf.div(mean, 1 - beta1 ** step);
      const squareHat = tf.div(square, 1 - beta2 ** step);
      const change = tf.div(meanHat, tf.add(tf.sqrt(squareHat), epsilon));
      return { weight: tf.sub(weight, tf.mul(change, learningRate)), mean, square };
    }),
  );
  const tree = (leaf: 'weight' | 'mean' | 'square') =>
    withLeaves(
      weights,
      next.map((each) => each[leaf]),
    );
  return { weights: tree('weight'), state: { step, mean: tree('mean'), square: tree('square') } };
}

/** β·mean + (1 − β)·value. */
function decayed(mean: tf.Tensor, value: tf.Tensor, beta: number): tf.Tensor {
  return tf.add(tf.mul(mean, beta), tf.mul(value, 1 - beta));
}
