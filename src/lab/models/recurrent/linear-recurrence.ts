import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import { splitSteps } from './split-steps.ts';

/**
 * h_t = a_t h_{t−1} + b_t with h_0 = 0, entry by entry, one step after another. a and b [n, B, d], returns
 * all states [n, B, d]: n steps, 2 n B d operations.
 */
export function linearRecurrence(decay: tf.Tensor, input: tf.Tensor): tf.Tensor {
  const [n, batchSize, width] = expectFitting(decay, input);
  const rows = (x: tf.Tensor) => splitSteps(tf.reshape(x, [n * batchSize, width]), n); // n × [B, d]
  const decays = rows(decay);
  let hidden: tf.Tensor = tf.zeros([batchSize, width]); // [B, d]
  const states = rows(input).map((own, step) => {
    const before = hidden;
    hidden = tf.tidy(() => tf.add(tf.mul(decays[step] as tf.Tensor, before), own)); // [B, d]
    return hidden;
  });
  return tf.stack(states); // [n, B, d]
}

// #region scan
/**
 * The same states by a parallel scan: two steps in one are a step too, (a, b) then (a′, b′) is (a a′,
 * a′ b + b′), and that is associative. Hillis & Steele 1986 (Martin & Cundy 2018): in round k each
 * position takes in the one 2^k before it; ⌈log₂ n⌉ rounds of whole tensors, n log₂ n operations of each kind.
 */
export function scanRecurrence(decay: tf.Tensor, input: tf.Tensor): tf.Tensor {
  const [n, batchSize, width] = expectFitting(decay, input);
  let [a, b] = [tf.clone(decay), tf.clone(input)];
  for (let reach = 1; reach < n; reach *= 2) {
    const [oldA, oldB] = [a, b];
    [a, b] = tf.tidy(() => {
      const earlier = (x: tf.Tensor) => tf.slice(x, [0, 0, 0], [n - reach, batchSize, width]);
      const later = (x: tf.Tensor) => tf.slice(x, [reach, 0, 0], [n - reach, batchSize, width]); // [n − reach, B, d]
      const first = (x: tf.Tensor) => tf.slice(x, [0, 0, 0], [reach, batchSize, width]); // [reach, B, d]
      const joined = tf.add(tf.mul(later(oldA), earlier(oldB)), later(oldB));
      return [
        tf.concat([first(oldA), tf.mul(later(oldA), earlier(oldA))]), // [n, B, d]
        tf.concat([first(oldB), joined]), // [n, B, d]
      ];
    }) as [tf.Tensor, tf.Tensor];
    tf.dispose([oldA, oldB]);
  }
  a.dispose();
  return b;
}
// #endregion

function expectFitting(decay: tf.Tensor, input: tf.Tensor): [number, number, number] {
  expectShape('decay', decay, ['n', 'B', 'd']);
  expectShape('input', input, decay.shape);
  return decay.shape as [number, number, number];
}
