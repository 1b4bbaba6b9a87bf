import * as tf from '@tensorflow/tfjs-core';
import { seededNormal } from './weights.ts';

// #region reach
/**
 * How much of the first position arrives at the last: ‖∂y_n/∂x_1‖ over ‖∂y_n/∂x_n‖ in Frobenius norms, with
 * E‖Jᵀv‖² = ‖J‖² over `probes` normal vectors v (Hutchinson 1990). x [n, d], and compute takes it to [n, dOut];
 * 0 where nothing arrives.
 */
export function reachOf(
  x: tf.Tensor,
  compute: (x: tf.Tensor) => tf.Tensor,
  probes: number,
  seed: number,
): number {
  const [n, d] = x.shape as [number, number];
  const draw = seededNormal(seed);
  let [first, last] = [0, 0];
  for (let probe = 0; probe < probes; probe++) {
    const squares = tf.tidy(() => {
      const gradient = tf.grad((input: tf.Tensor) => {
        const output = compute(input); // [n, dOut]
        const width = output.shape[1] as number;
        const along = tf.tensor(draw([1, width], 1).values, [1, width]);
        return tf.sum(tf.mul(tf.slice(output, [n - 1, 0], [1, width]), along));
      })(x); // [n, d]
      const rowOf = (at: number) => tf.sum(tf.square(tf.slice(gradient, [at, 0], [1, d])));
      return tf.stack([rowOf(0), rowOf(n - 1)]);
    });
    const [ofFirst, ofLast] = squares.dataSync() as unknown as [number, number];
    squares.dispose();
    first += ofFirst;
    last += ofLast;
  }
  return Math.sqrt(first / last);
}
// #endregion
